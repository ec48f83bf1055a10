import {Failure} from '../failure.ts'
import {askField} from '../profile/ask-fields.ts'
import {assertNameFree, createProfile, type OwnProfile} from '../profile/edit.ts'
import {fieldsOfFlags} from '../profile/field-flags.ts'
import type {Fields} from '../profile/fields.ts'
import {issuerOfPool, regionOfPool} from '../profile/pool.ts'
import type {World} from '../world/world.ts'
import {type Introduction, meet} from './issuer.ts'

/** `found`: a pool that AWS credentials show; `outputs`: what a deployment tells. */
export type Kind = 'local' | 'issuer' | 'pool' | 'found' | 'outputs'

/** The kinds whose fields the wizard asks for one by one. */
export type AskedKind = Exclude<Kind, 'local' | 'outputs'>

/** Looks things up with AWS credentials. */
export interface Finder {
  pools(where: Fields): Promise<readonly Found[]>
  clients(where: Fields, poolId: string): Promise<readonly Found[]>
}

interface Found {
  readonly id: string
  readonly name: string
}

/** The answers that flags already give. */
export interface WizardFlags {
  readonly name?: string | undefined
  readonly local?: boolean | undefined
  readonly issuer?: string | undefined
  readonly 'client-id'?: string | undefined
  readonly 'user-pool-id'?: string | undefined
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
  readonly scope?: readonly string[] | undefined
  readonly outputs?: string | undefined
}

type Setting = Pick<World, 'ask' | 'fetch' | 'clock' | 'cancelled' | 'folders' | 'env'>

/** How the wizard says things between its questions. */
export interface Narrator {
  met(introduction: Introduction): void
  failed(failure: Failure): void
}

/** What kind of place the profile is for: as flags have it, else as the person says. */
export async function chooseKind({ask}: Pick<World, 'ask'>, flags: WizardFlags, localAt?: string): Promise<Kind> {
  const given = [
    flags.local && 'local',
    flags.issuer && 'issuer',
    flags.outputs && 'outputs',
    // Beside --outputs it says which of the pools there.
    !flags.outputs && flags['user-pool-id'] && 'pool',
  ].filter(Boolean)
  if (given.length > 1)
    throw new Failure(
      'usage',
      'A profile is for one place: give one of --local, --issuer, --user-pool-id and --outputs.',
    )
  if (given[0]) return given[0] as Kind
  const local = {
    name: 'The local stack on this machine',
    value: 'local',
    description: localAt ?? 'not running',
  } as const
  const others = [
    {name: 'An OpenID Connect issuer', value: 'issuer', description: 'by its URL'},
    {name: 'An Amazon Cognito user pool', value: 'pool', description: 'by its id'},
    {name: 'A user pool of my AWS account', value: 'found', description: 'looked up with AWS credentials'},
    {name: 'What was deployed', value: 'outputs', description: 'an outputs file of SST, CDK, Amplify, Terraform, …'},
  ] as const
  return ask.choose<Kind>({
    message: 'Whom is the profile for?',
    flag: '--local, --issuer URL, --user-pool-id ID or --outputs FILE',
    choices: localAt === undefined ? [...others, local] : [local, ...others],
  })
}

/**
 * Makes a profile for an issuer or a pool after meeting it; what flags leave open is asked for. A wrong answer of a
 * person's is asked for again; a wrong flag stops. Nothing is written before the last answer.
 * @throws Failure `input_required` naming the flag, `conflict` for a name that is taken, `unreachable` and the like.
 */
export async function makeProfile(
  world: Setting,
  kind: AskedKind,
  flags: WizardFlags,
  narrator: Narrator,
  finder: Finder,
): Promise<OwnProfile> {
  if (flags.name !== undefined) await assertNameFree(world, flags.name)
  const {local: _, outputs: __, name, ...given} = flags
  const fixed = fieldsOfFlags(given)
  const asked = kind === 'issuer' ? flags.issuer === undefined : flags['user-pool-id'] === undefined
  // Looked up where a flag says, it would be looked up there again and again.
  const repeatable = asked && (kind !== 'found' || (flags.region ?? flags.endpoint) === undefined)
  const whom = await again(repeatable, narrator, async () => {
    const fields = {...fixed, ...(asked ? await askWhom(world, kind, fixed, finder) : {})}
    const introduction = await meet(world, issuerIn(fields))
    return {fields, introduction}
  })
  narrator.met(whom.introduction)
  const client = flags['client-id'] === undefined
  const withClient = client ? await again(true, narrator, () => askClient(world, kind, whom.fields, finder)) : {}
  // A person who is asked anyway may choose scopes; a script that names everything needed is asked nothing more.
  const scopes = asked && flags.scope === undefined ? await again(true, narrator, () => askScopes(world, whom)) : {}
  const fields = {...whom.fields, ...withClient, ...scopes}
  const chosen = name ?? (await again(true, narrator, () => askName(world, fields)))
  return createProfile(world, chosen, fields, {use: true})
}

function askWhom(world: Setting, kind: AskedKind, fixed: Fields, finder: Finder): Promise<Fields> {
  if (kind === 'found') return lookUp(world, fixed, finder)
  return kind === 'issuer'
    ? askField(world.ask, 'issuer', 'Issuer URL')
    : askField(world.ask, 'user-pool-id', 'Pool id, such as eu-west-1_AbCdEf123')
}

/** A pool chosen among those of a region. @throws Failure `not_found` where there is none; `not_signed_in`. */
async function lookUp({ask, env}: Setting, fixed: Fields, finder: Finder): Promise<Fields> {
  const usual = env.AWS_REGION ?? env.AWS_DEFAULT_REGION
  const placed = fixed.region !== undefined || fixed.endpoint !== undefined
  const where = {...fixed, ...(placed ? {} : await askField(ask, 'region', 'AWS region', usual))}
  const pools = await finder.pools(where)
  if (pools.length === 0) throw new Failure('not_found', `There is no user pool in ${where.region ?? where.endpoint}.`)
  const choices = pools.map(({id, name}) => ({name: `${name}  ${id}`, value: id}))
  const userPoolId = await ask.choose({message: 'Which user pool?', flag: '--user-pool-id', choices})
  return {...where, userPoolId}
}

async function askClient(
  {ask}: Setting,
  kind: Kind,
  {userPoolId = '', ...where}: Fields,
  finder: Finder,
): Promise<Fields> {
  const typed = () => askField(ask, 'client-id', 'Client ID of the application')
  const clients = kind === 'found' ? await finder.clients(where, userPoolId) : []
  if (clients.length === 0) return typed()
  const choices = clients.map(({id, name}) => ({name: `${name}  ${id}`, value: id}))
  return {clientId: await ask.choose({message: 'Which client?', flag: '--client-id', choices})}
}

function issuerIn({issuer, userPoolId, region, endpoint}: Fields): string {
  if (issuer !== undefined) return issuer
  const known = region ?? regionOfPool(userPoolId ?? '')
  if (userPoolId !== undefined && (known !== undefined || endpoint !== undefined))
    return issuerOfPool(userPoolId, known ?? '', endpoint)
  throw new Failure('input_required', 'The pool’s id does not tell its region.', {hints: ['pass --region REGION']})
}

function askScopes({ask}: Pick<World, 'ask'>, {introduction}: {introduction: Introduction}): Promise<Fields> {
  const usual = ['openid', 'profile', 'email', 'offline_access']
  const offered = usual.filter(scope => introduction.scopes.includes(scope))
  return askField(ask, 'scope', 'Scopes', (offered.length > 0 ? offered : ['openid']).join(' '))
}

async function askName(world: Setting, {issuer, userPoolId}: Fields): Promise<string> {
  const host = issuer === undefined ? '' : new URL(issuer).hostname.replace(/[^a-z0-9.-]/gi, '')
  const proposal = (userPoolId ?? (host || 'default')).slice(0, 64)
  const name = (await world.ask.text({message: 'Name of the profile', flag: '--name', default: proposal})).trim()
  await assertNameFree(world, name)
  return name
}

/** The person may answer again, after hearing why not; who gives up cancels. */
async function again<T>(asked: boolean, narrator: Narrator, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const final = [
        'cancelled',
        'input_required',
        'storage_failed',
        'config_invalid',
        'not_signed_in',
        'session_ended',
      ]
      if (!asked || !(error instanceof Failure) || final.some(code => code === error.code)) throw error
      narrator.failed(error)
    }
  }
}
