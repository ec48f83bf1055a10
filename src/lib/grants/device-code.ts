import {Failure, type FailureCode, failedWith} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {assertDeviceGrant} from './cognito.ts'
import type {Connection, Outside} from './connection.ts'
import {authorizeDevice, type DeviceAuthorization} from './device-authorization.ts'
import {deviceParty} from './device-sample.ts'
import {endpointOf} from './discovery.ts'
import {loginCommand} from './login-command.ts'
import {askedScopes} from './request-parameters.ts'
import type {SignInRequest} from './sign-in-request.ts'
import {type TokenAnswer, tokenSet} from './token-answer.ts'
import type {TokenSet} from './token-set.ts'
import {translate} from './translate.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'
const patienceMs = 30 * 60_000
/** Timers fire early by a hair, and some machines' clocks run fast: servers count from their own. */
const marginMs = 250

/**
 * Signs a person in who uses a browser on any device (RFC 8628): shows a code, and asks until it was approved.
 *
 * @throws Failure `denied`, `timed_out`, `cancelled`, `token_rejected`, `unsupported`, `unreachable`.
 */
export async function deviceCode(world: Outside, connection: Connection, request: SignInRequest): Promise<TokenSet> {
  const {profile} = connection
  assertDeviceGrant(profile)
  const party = deviceParty(world, connection)
  endpointOf(party.connection.server, 'device_authorization_endpoint')
  endpointOf(party.connection.server, 'token_endpoint')
  const authorization = await authorizeDevice(party.world, party.connection, request)
  const {userCode, verificationUri, verificationUriComplete, expiresInSeconds} = authorization
  request.tell.enterCode({
    userCode,
    verificationUri,
    ...(verificationUriComplete === undefined ? {} : {verificationUriComplete}),
    expiresInSeconds,
  })
  const answer = await polled(party.world, party.connection, request, authorization)
  const asked = askedScopes(profile, request)
  // Which tokens it gives is a setting of AWS's sample.
  const optional = profile.deviceEndpoint !== undefined
  if (asked.includes('openid') && answer.id_token === undefined && !optional)
    throw new Failure('token_rejected', 'The server gave no ID token although openid was asked for.')
  return tokenSet(world, connection, answer, {grant: 'device_code', asked: asked.join(' ')})
}

/** Asks at the server's pace, never faster: slower for good when told so, or when the way there is broken (section 3.5). */
async function polled(
  {clock, cancelled}: Outside,
  connection: Connection,
  {timeoutMs = patienceMs}: SignInRequest,
  {deviceCode: device_code, intervalSeconds, expiresInSeconds}: DeviceAuthorization,
): Promise<TokenAnswer> {
  const {oidc, config, profile, issuer, binding} = connection
  const end = clock.now() + Math.min(timeoutMs, expiresInSeconds * 1000)
  let interval = intervalSeconds
  for (;;) {
    const wait = interval * 1000 + marginMs
    if (clock.now() + wait > end) {
      await clock.sleep(Math.max(0, end - clock.now()), cancelled)
      throw expired(profile)
    }
    await clock.sleep(wait, cancelled)
    try {
      return await oidc.genericGrantRequest(config, grantType, {device_code}, binding)
    } catch (error) {
      const pace = slower(error, interval)
      if (pace === undefined)
        throw said(error) === 'expired_token' ? expired(profile) : translate(error, {what: 'to sign in', issuer})
      interval = pace
    }
  }
}

/** The interval to go on with after this error, in seconds; undefined when it ends the wait. */
function slower(error: unknown, interval: number): number | undefined {
  if (said(error) === 'authorization_pending') return interval
  if (said(error) === 'slow_down') return interval + 5
  return said(error) === undefined && isPassing(error) ? interval * 2 : undefined
}

/** The way to the server was broken, or the server was: nothing was said about the code. */
function isPassing(error: unknown): boolean {
  const {code, cause} = error as {code?: unknown; cause?: unknown}
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM') return Number((cause as {status?: number}).status) >= 429
  return ['timed_out', 'unreachable', 'throttled'].some(
    passing => failedWith(error, passing as FailureCode) || failedWith(cause, passing as FailureCode),
  )
}

function said(error: unknown): unknown {
  const {code, error: word} = error as {code?: unknown; error?: unknown}
  return code === 'OAUTH_RESPONSE_BODY_ERROR' ? word : undefined
}

function expired(profile: Profile): Failure {
  return new Failure('timed_out', 'Nobody approved the code in time.', {
    hints: [loginCommand(profile, '--flow device')],
  })
}
