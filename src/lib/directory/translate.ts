import {isLoopback} from '../address.ts'
import {Failure, type FailureCode} from '../failure.ts'
import {whyUnreached} from '../net/unreached.ts'
import {toldBy} from '../redaction/learning.ts'
import {regionOf} from './client.ts'
import type {Service} from './directory.ts'
import {exceptionCodes} from './exception-codes.ts'

/** System errors that are not just `unreachable`. */
const network: Readonly<Record<string, FailureCode>> = {ETIMEDOUT: 'timed_out'}

/** A request as failures speak of it. */
export interface Asked {
  readonly operation: string
  readonly input: object
  readonly directory: Pick<Service, 'profile' | 'cancelled'> & {readonly poolId?: string}
}

/** The shape of what the SDK throws; its classes differ between errors of the service, of the network and of itself. */
interface Foreign {
  readonly name: string
  readonly message: string
  /** System or TLS error code, where the network failed. */
  readonly code?: string
  readonly $fault?: 'client' | 'server'
  readonly $metadata?: {readonly httpStatusCode?: number}
}

/** Any error of a request as a Failure with AWS's own message in it; a bug of ours stays what it is. */
export function translated(cause: unknown, asked: Asked): unknown {
  const {cancelled} = asked.directory
  if (cause instanceof Failure) return cause
  if (cancelled.aborted) return cancelled.reason
  const error = withoutConfidences(cause as Foreign, asked.input)
  // The network's own code goes first: the SDK gives a reset connection the name TimeoutError.
  const code = typeof error.code === 'string' ? network[error.code] : exceptionCodes[error.name]
  if (code !== undefined)
    return new Failure(code, sentence(code, error, asked), {hints: hints(code, error, asked), cause})
  const status = error.$metadata?.httpStatusCode
  if (status === 429) return new Failure('throttled', sentence('throttled', error, asked), {cause})
  if (typeof error.code === 'string')
    return new Failure('unreachable', `${address(asked)} ${whyUnreached(cause)}.`, {
      hints: hints('unreachable', error, asked),
      cause,
    })
  if (error.$fault === 'client' && error.name !== 'UnknownError')
    return new Failure('denied', `${error.name}: ${said(error)}`, {cause})
  if (status === undefined) return cause
  return new Failure(
    'unreachable',
    status >= 500
      ? `${address(asked)} had a fault of its own (HTTP ${status}).`
      : `${address(asked)} did not answer as the Cognito API does (HTTP ${status}).`,
    {hints: hints('unreachable', error, asked), cause},
  )
}

function sentence(code: FailureCode, error: Foreign, asked: Asked): string {
  switch (code) {
    case 'timed_out':
      return `${address(asked)} did not answer in time.`
    case 'throttled':
      return `${address(asked)} still asks to slow down after retries: ${said(error)}`
    case 'not_signed_in':
      return `There are no AWS credentials to use: ${said(error)}`
    case 'session_ended':
      return `The AWS credentials have expired: ${said(error)}`
    case 'unreachable':
      return `${address(asked)} had a fault of its own: ${said(error)}`
    case 'unsupported':
      return `${address(asked)} does not do ${asked.operation}: ${said(error)}`
    case 'denied':
      return `cognito-idp:${asked.operation} was refused: ${said(error)}`
    default:
      return [subject(asked.input), said(error)].filter(part => part !== '').join(': ')
  }
}

function hints(code: FailureCode, {name}: Foreign, asked: Asked): string[] {
  const {profile, poolId} = asked.directory
  const home = regionOf(poolId)
  if (name === 'ResourceNotFoundException' && home !== undefined && (profile.region ?? home) !== home)
    return [`--region ${home}: that is where the pool’s id says it is`]
  switch (code) {
    case 'not_signed_in':
    case 'session_ended':
      return ['aws sso login', 'aws configure', 'or name one of your AWS profiles in AWS_PROFILE']
    case 'denied':
      return name === 'AccessDeniedException'
        ? [allowed(asked), 'aws sts get-caller-identity shows who AWS takes you for']
        : []
    case 'unreachable':
    case 'timed_out':
      return isLoopback(profile.endpoint ?? '') ? ['authctl emulator start', 'authctl doctor'] : ['authctl doctor']
    default:
      return []
  }
}

/** What to ask of whoever writes the IAM policies. */
function allowed({operation, directory: {profile, poolId}}: Asked): string {
  const region = profile.region ?? regionOf(poolId) ?? '*'
  const on = poolId === undefined ? '*' : `arn:aws:cognito-idp:${region}:*:userpool/${poolId}`
  return `allow the IAM action cognito-idp:${operation} on ${on}`
}

function address({directory: {profile, poolId}}: Asked): string {
  return profile.endpoint ?? `Cognito in ${profile.region ?? regionOf(poolId)}`
}

/** Whom or what it was about: `User ada, group admins`. */
function subject(input: {readonly Username?: string; readonly GroupName?: string}): string {
  const parts = [
    ...(input.Username === undefined ? [] : [`user ${input.Username}`]),
    ...(input.GroupName === undefined ? [] : [`group ${input.GroupName}`]),
  ].join(', ')
  return parts.charAt(0).toUpperCase() + parts.slice(1)
}

/** AWS repeats what it does not like; a password that came with the request is not for repeating. */
function withoutConfidences({name, message, code, $fault, $metadata}: Foreign, input: object): Foreign {
  return {
    name,
    message: message && toldBy(input).clean(message),
    ...(code !== undefined && {code}),
    ...($fault && {$fault}),
    ...($metadata && {$metadata}),
  }
}

/** The foreign message on one line and of a bearable length. */
function said({message, name, code}: Foreign): string {
  const line = (message || code || name).replace(/\s+/g, ' ').trim().slice(0, 500)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
