import {isDeepStrictEqual} from 'node:util'
import {
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Directory, Service} from './directory.ts'
import {asPartly} from './partly.ts'
import {dateNames} from './settings/dates.ts'
import {type Document, isDocument, type Json, readDocument, writeDocument} from './settings/document.ts'
import {edited} from './settings/edit.ts'
import {inputShape, outputShape, type Structure, without} from './settings/shape.ts'
import type {Draft, Subject} from './settings/subject.ts'

const poolNames = {Id: 'id', Name: 'name', Mfa: 'mfa', ...dateNames}

/**
 * A pool as something with settings. Two pairs of operations share them: what DescribeUserPool tells and UpdateUserPool
 * resets, and under `Mfa` the factors, which GetUserPoolMfaConfig tells and SetUserPoolMfaConfig resets.
 */
export function poolSubject(poolId: string): Subject {
  const whose = {UserPoolId: poolId}
  return {
    what: `Pool ${poolId}`,
    names: poolNames,
    told: ['region'],
    derived: olderDays,
    known: withFactors(knownOfPools(), without(outputShape(new GetUserPoolMfaConfigCommand(whose)), shared)),
    settable: withFactors(
      poolNamed(inputShape(new UpdateUserPoolCommand(whose))),
      without(inputShape(new SetUserPoolMfaConfigCommand(whose)), shared, 'UserPoolId'),
    ),
    read: async directory => {
      const [{UserPool}, {[shared]: _, ...Mfa}] = await Promise.all([
        readDocument(directory, new DescribeUserPoolCommand(whose)),
        readDocument(directory, new GetUserPoolMfaConfigCommand(whose)),
      ])
      return {...(UserPool as Document), ...(Object.keys(Mfa).length > 0 ? {Mfa} : {})}
    },
    write: (directory, settings, before) => writePool(directory, whose, settings, before),
    consistent,
  }
}

/** Everything DescribeUserPool is known to tell. */
function knownOfPools(): Structure {
  return outputShape(new DescribeUserPoolCommand({UserPoolId: ''}), 'UserPool')
}

/** The member that both pairs of operations have. */
const shared = 'MfaConfiguration'

function withFactors({kind, members}: Structure, Mfa: Structure): Structure {
  return {kind, members: new Map([...members, ['Mfa', Mfa]])}
}

/** A pool that is not there yet; its name is an argument, whatever a file that was another pool's says. */
export function poolDraft(name: string): Draft {
  const {known, settable, names} = poolSubject('')
  const creatable = poolNamed(inputShape(new CreateUserPoolCommand({PoolName: name})))
  const Mfa = settable.members.get('Mfa') ?? {kind: 'any'}
  const members = new Map([...without(creatable, 'Name').members, ['Mfa', Mfa] as const])
  return {
    what: `Pool ${name}`,
    names,
    told: ['region', 'name', 'Name'],
    known,
    settable: {kind: 'structure', members},
  }
}

/** Writing calls `PoolName` what reading calls `Name`. */
function poolNamed(shape: Structure): Structure {
  const {kind, members} = without(shape, 'UserPoolId', 'PoolName')
  return {kind, members: new Map([...members, ['Name', {kind: 'text'}]])}
}

/** Only what changes, and factors first: a pool cannot want a second factor before there is one. */
async function writePool(
  directory: Directory,
  whose: {readonly UserPoolId: string},
  {Mfa = {}, ...settings}: Document,
  {Mfa: formerMfa = {}, ...before}: Document,
): Promise<void> {
  const {[shared]: wanted, ...others} = settings
  const {[shared]: formerlyWanted, ...former} = before
  const factors = !isDeepStrictEqual([Mfa, wanted], [formerMfa, formerlyWanted])
  if (factors) await writeFactors(directory, whose, {Mfa, ...(wanted === undefined ? {} : {[shared]: wanted})})
  if (isDeepStrictEqual(others, former)) return
  try {
    await writeDocument(directory, new UpdateUserPoolCommand({...wholeOf(settings), ...whose}))
  } catch (error) {
    throw asPartly(error, factors && 'The MFA settings of the pool were written.')
  }
}

/** Writes a pool's factors and how much they are wanted. */
export async function writeFactors(
  service: Service,
  whose: {readonly UserPoolId: string},
  {Mfa = {}, [shared]: wanted}: Document,
): Promise<void> {
  const request = {...(Mfa as Document), ...(wanted === undefined ? {} : {[shared]: wanted}), ...whose}
  await writeDocument(service, new SetUserPoolMfaConfigCommand(request as typeof whose))
}

/** Settings as requests have them: writing calls `PoolName` what reading calls `Name`. */
export function wholeOf({Name, ...settings}: Document): Document {
  return edited(
    {...settings, ...(Name === undefined ? {} : {PoolName: Name})},
    olderDays(settings).map(at => ({at, to: undefined})),
  )
}

const days = ['Policies', 'PasswordPolicy', 'TemporaryPasswordValidityDays']

/** Two settings tell the same number of days, and the service refuses to be told the older of them. */
function olderDays(settings: Document): string[][] {
  const twice = valueAt(settings, days) !== undefined && settings.AdminCreateUserConfig !== undefined
  return twice ? [['AdminCreateUserConfig', 'UnusedAccountValidityDays']] : []
}

/** Settings that say the same thing twice, and must agree. */
const twins: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['EmailVerificationMessage'], ['VerificationMessageTemplate', 'EmailMessage']],
  [['EmailVerificationSubject'], ['VerificationMessageTemplate', 'EmailSubject']],
  [['SmsVerificationMessage'], ['VerificationMessageTemplate', 'SmsMessage']],
  [
    ['LambdaConfig', 'PreTokenGeneration'],
    ['LambdaConfig', 'PreTokenGenerationConfig', 'LambdaArn'],
  ],
  [['AdminCreateUserConfig', 'UnusedAccountValidityDays'], days],
]

/** The other of two twins follows the one that was changed, and no factor is left behind in a pool without MFA. */
function consistent(settings: Document, before: Document): Document {
  const followed = twins.flatMap(([one, other]) => [...following(one, other), ...following(other, one)])
  const off = settings[shared] === 'OFF' && before[shared] !== 'OFF'
  const factors = ['SmsMfaConfiguration', 'SoftwareTokenMfaConfiguration', 'EmailMfaConfiguration']
  return edited(settings, [...followed, ...(off ? factors.map(name => ({at: ['Mfa', name], to: undefined})) : [])])

  function following(leader: readonly string[], follower: readonly string[]) {
    const [was, is] = [valueAt(before, leader), valueAt(settings, leader)]
    const stood = valueAt(before, follower)
    const alone = !isDeepStrictEqual(was, is) && isDeepStrictEqual(stood, valueAt(settings, follower))
    return alone && stood !== undefined && isDeepStrictEqual(was, stood) ? [{at: follower, to: is}] : []
  }
}

function valueAt(document: Document, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((at, name) => (isDocument(at) ? at[name] : undefined), document)
}
