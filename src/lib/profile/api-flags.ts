import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {readFields} from './fields.ts'
import type {Api, Profile} from './profile.ts'

export const apiKinds = ['graphql', 'events', 'rest'] as const satisfies readonly Api['kind'][]
export const apiAuths = ['userPool', 'oidc', 'iam', 'apiKey', 'lambda'] as const satisfies readonly Api['auth'][]
export const apiTokens = ['id', 'access'] as const satisfies readonly NonNullable<Api['token']>[]

/** What flags say about one API of a profile. */
export interface ApiFlags {
  readonly api?: string | undefined
  readonly url?: string | undefined
  readonly kind?: Api['kind'] | undefined
  readonly auth?: Api['auth'] | undefined
  readonly token?: Api['token'] | undefined
}

/**
 * The API that flags describe: what they leave out stays as it was, or is asked for where the API is new.
 * @throws Failure `input_required` naming the flag, `usage` for a value that makes no sense.
 */
export async function apisOfFlags(
  {ask}: Pick<World, 'ask'>,
  before: Profile,
  {api: name, ...flags}: ApiFlags,
): Promise<Readonly<Record<string, Api>>> {
  if (name === undefined) return {}
  const known = before.apis && Object.hasOwn(before.apis, name) ? before.apis[name] : undefined
  const options = <T extends string>(values: readonly T[]) => values.map(value => ({name: value, value}))
  const url = flags.url ?? known?.url ?? (await ask.text({message: `URL of the API “${name}”`, flag: '--url'}))
  checked(name, {...known, kind: 'rest', auth: 'oidc', url})
  const kind =
    flags.kind ??
    known?.kind ??
    (await ask.choose({message: 'What kind of API is it?', flag: '--kind', choices: options(apiKinds)}))
  const auth =
    flags.auth ??
    known?.auth ??
    (await ask.choose({message: 'How does it know callers?', flag: '--auth', choices: options(apiAuths)}))
  const token = flags.token ?? known?.token
  return checked(name, {kind, url, auth, ...(token === undefined ? {} : {token})})
}

function checked(name: string, api: Api): Readonly<Record<string, Api>> {
  const read = readFields({apis: {[name]: api}})
  if ('fields' in read) return read.fields.apis ?? {}
  throw new Failure('usage', `${read.wrong.replace(/^apis\./, 'The API ')}.`)
}
