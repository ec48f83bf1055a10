import {Failure, failedWith} from '../failure.ts'
import {chooseOne, type Wanted} from '../outputs/choose.ts'
import {fieldsIn, type Remark, type Taken} from '../outputs/fields.ts'
import {assertNameFree, createProfile, findOwnProfile, type OwnProfile, setProfile} from '../profile/edit.ts'
import {type Fields, readFields} from '../profile/fields.ts'
import type {Api, Origin, Profile} from '../profile/profile.ts'
import {completed} from '../profile/resolve.ts'
import {saveClientSecret} from '../session/client-secrets.ts'
import type {World} from '../world/world.ts'
import {type Place, proposalFor, readDeployment, type StackReader} from './deployment.ts'

/** A profile made from what was deployed, and what of it was left where it is. */
export interface Imported extends OwnProfile {
  readonly shape: string
  readonly remarks: readonly Remark[]
  /** Whether the client's secret went into the store. */
  readonly secretKept?: boolean
}

export interface ImportFlags extends Wanted {
  readonly name?: string | undefined
  readonly update?: boolean | undefined
  readonly use?: boolean | undefined
  readonly store?: string | undefined
  readonly endpoint?: string | undefined
}

type Setting = Parameters<typeof saveClientSecret>[0] &
  Pick<World, 'ask' | 'cwd' | 'env' | 'folders' | 'clock' | 'cancelled' | 'terminal'>

/**
 * Makes a profile from what was deployed, or brings one up to date. Nothing is written before everything is known.
 * @throws Failure `input_required`, `not_found`, `conflict` for a name that is taken, and as `readDeployment` does.
 */
export async function importProfile(
  world: Setting,
  place: Place,
  flags: ImportFlags,
  stacks: StackReader,
): Promise<Imported> {
  if (flags.name !== undefined && !flags.update) await assertNameFree(world, flags.name)
  const deployed = await readDeployment(world, place, stacks)
  const chosen = await chooseOne(world, deployed, flags)
  const {fields, remarks} = usable(fieldsIn(deployed, chosen), place)
  const {userPoolId, clientId, issuer, apis = {}} = fields
  if (userPoolId === undefined && clientId === undefined && issuer === undefined && Object.keys(apis).length === 0)
    throw new Failure('config_invalid', `${nameOf(place)} names no user pool, client, issuer or API.`, {
      hints: ['add the pool’s and the client’s ids to the outputs of the deployment'],
    })
  const name = flags.name ?? (await askName(world, place))
  const stored = {...fields, ...fieldsGiven(flags)}
  const {secret} = chosen
  const profile = flags.update ? await updated(world, name, stored, flags) : await made(world, name, stored, flags)
  const {current: _, ...own} = profile
  const secretKept = secret && (await kept(world, own, secret.value))
  const remark = secret && !secretKept ? [leftSecret(name, secret.from)] : []
  const outcome = secret && {secretKept: secretKept === true}
  return {...profile, shape: deployed.shape, remarks: [...remarks, ...remark], ...outcome}
}

/** The fields that make sense in a profile; the others are left, each with its reason. */
function usable(
  {taken, remarks}: {taken: Taken[]; remarks: Remark[]},
  place: Place,
): {fields: Fields; remarks: Remark[]} {
  const refused: Remark[] = []
  const good = taken.flatMap(({field, value, from}) => {
    const all = typeof value === 'object' && !('url' in value) ? value : undefined
    const some = all?.filter(item => 'fields' in read(field, [item]))
    const outcome = read(field, some ?? value)
    if ('wrong' in outcome) refused.push({from, remark: `left alone: ${outcome.wrong}`})
    if (all && some && some.length < all.length)
      refused.push({from, remark: 'some of it was left alone: it makes no sense in a profile'})
    return 'fields' in outcome && some?.length !== 0 ? [{field, from, read: outcome.fields}] : []
  })
  const apis = Object.assign({}, ...good.map(({read}) => read.apis ?? {})) as Record<string, Api>
  const fields: Fields = Object.assign({}, ...good.map(one => one.read))
  const origin: Origin = {...place, taken: Object.fromEntries(good.map(({field, from}) => [field, from]))}
  const {apis: _, ...plain} = fields
  // What came through a pipe cannot be read again.
  const remembered = place.name === '-' || /^\/(dev|proc)\//.test(place.name) ? {} : {origin}
  return {
    fields: {...plain, ...(good.some(({read}) => read.apis) ? {apis} : {}), ...remembered},
    remarks: [...remarks, ...refused],
  }
}

function read(field: string, value: unknown): ReturnType<typeof readFields> {
  return field.startsWith('apis.')
    ? readFields({apis: {[field.slice('apis.'.length)]: value}})
    : readFields({[field]: value})
}

function fieldsGiven({store, endpoint}: ImportFlags): Fields {
  const outcome = readFields({...(store && {store}), ...(endpoint && {endpoint})})
  if ('fields' in outcome) return outcome.fields
  throw new Failure('usage', `--${outcome.wrong}.`)
}

function made(world: Setting, name: string, fields: Fields, {use = false}: ImportFlags): Promise<OwnProfile> {
  return createProfile(world, name, fields, {use})
}

/** What was taken before and is deployed no more goes; what the person added stays. */
async function updated(world: Setting, name: string, fields: Fields, {use = false}: ImportFlags): Promise<OwnProfile> {
  const before = await findOwnProfile(world, name)
  const {apis = {}, ...plain} = fields
  const gone = Object.keys(before.origin?.taken ?? {}).filter(
    field => fields.origin && !Object.hasOwn(fields.origin.taken, field),
  )
  const unsetApis = gone
    .filter(field => field.startsWith('apis.'))
    .map(field => field.slice('apis.'.length))
    .filter(api => Object.hasOwn(before.apis ?? {}, api))
  const unset = gone.filter(field => !field.startsWith('apis.')) as (keyof Fields)[]
  return setProfile(world, name, {fields: plain, apis, unset, unsetApis, use})
}

async function kept(world: Setting, profile: Profile, secret: string): Promise<boolean> {
  if (profile.store === 'none') return false
  try {
    await saveClientSecret(world, completed(world, profile), secret)
    return true
  } catch (error) {
    if (failedWith(error, 'storage_unavailable') || failedWith(error, 'input_required')) return false
    throw error
  }
}

function leftSecret(name: string, from: string): Remark {
  return {
    from,
    remark: `left alone: the client’s secret could not be kept: authctl profile set ${name} --client-secret-stdin`,
  }
}

async function askName(world: Setting, place: Place): Promise<string> {
  const name = await world.ask.text({message: 'Name of the profile', flag: '--name', default: proposalFor(place)})
  await assertNameFree(world, name.trim())
  return name.trim()
}

function nameOf({kind, name}: Place): string {
  if (kind === 'stack') return `The stack ${name}`
  return kind === 'sst' ? `The environment of ${name}` : name === '-' ? 'Standard input' : name
}
