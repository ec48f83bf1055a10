import {wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'
import {type Connection, fetchAs, type Outside} from './connection.ts'
import {endpointOf} from './discovery.ts'
import {askedScopes, targetParameters} from './request-parameters.ts'
import type {DeviceInvitation, SignInRequest} from './sign-in-request.ts'
import {type OAuthError, refusal} from './translate.ts'

/** A device code under way, with the server's times put right. */
export interface DeviceAuthorization extends DeviceInvitation {
  readonly deviceCode: string
  readonly intervalSeconds: number
}

const usualIntervalSeconds = 5
const usualLifeSeconds = 600
const longestSeconds = 24 * 60 * 60

/**
 * Asks for a device code and a user code (RFC 8628, section 3.1). Our own request, since openid-client gives up over an
 * `interval` that servers in the wild do send (0, "5", null).
 *
 * @throws Failure `denied`, `unsupported`, `unreachable`, `timed_out`, `throttled`.
 */
export async function authorizeDevice(
  world: Outside,
  connection: Connection,
  request: SignInRequest,
): Promise<DeviceAuthorization> {
  const {server, clientId, profile, issuer, config, authenticate} = connection
  const scope = askedScopes(profile, request).join(' ')
  const body = new URLSearchParams({
    ...request.params,
    ...targetParameters(profile, request),
    scope,
    client_id: clientId,
  })
  const headers = new Headers({accept: 'application/json'})
  await authenticate(server, config.clientMetadata(), body, headers)
  const {href, host} = endpointOf(server, 'device_authorization_endpoint')
  const response = await fetchAs(world, connection)(href, {method: 'POST', body, headers})
  const answer = Object(await response.json().catch(() => undefined)) as Record<string, unknown>
  if (typeof answer.error === 'string' && response.status !== 200)
    throw refusal({...(answer as unknown as OAuthError), status: response.status}, {what: 'a device code', issuer})
  if (response.status !== 200) throw new Failure('unreachable', `${host} answered HTTP ${response.status}.`)
  return read(answer, host)
}

function read(answer: Record<string, unknown>, host: string): DeviceAuthorization {
  const {device_code, user_code, verification_uri, verification_uri_complete: complete} = answer
  if (!isText(device_code) || !isText(user_code) || !isText(verification_uri))
    throw new Failure('unreachable', `${host} answered without a device code, a user code or a page to enter it at.`)
  for (const uri of complete === undefined ? [verification_uri] : [verification_uri, complete]) {
    const wrong = wrongAddress(uri, {fragment: true})
    if (wrong)
      throw new Failure('unreachable', `${host} names a page to enter the code at that cannot be used: it ${wrong}.`)
  }
  return {
    deviceCode: device_code,
    userCode: user_code,
    verificationUri: verification_uri,
    ...(isText(complete) ? {verificationUriComplete: complete} : {}),
    expiresInSeconds: seconds(answer.expires_in, usualLifeSeconds),
    intervalSeconds: seconds(answer.interval, usualIntervalSeconds),
  }
}

/** Anything that is no positive number means the usual; less than a second means a second. */
function seconds(told: unknown, usual: number): number {
  const value = typeof told === 'string' && told.trim() !== '' ? Number(told) : told
  if (typeof value !== 'number' || !(value > 0)) return usual
  return Math.min(Math.max(value, 1), longestSeconds)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
