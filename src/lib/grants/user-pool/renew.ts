import {Failure} from '../../failure.ts'
import type {Profile} from '../../profile/profile.ts'
import {decodeToken} from '../../token/decode.ts'
import type {Outside} from '../connection.ts'
import {loginCommand} from '../login-command.ts'
import {pinned} from '../pinned.ts'
import type {TokenSet} from '../token-set.ts'
import {type PoolClient, poolClient} from './pool-client.ts'
import {isUnknownOperation, Refusal} from './refusal.ts'
import {type Result, resultOf} from './replies.ts'
import {secretHash} from './secret-hash.ts'
import {poolTokens} from './tokens.ts'
import {worded} from './worded.ts'

/**
 * New tokens for old, from where the old ones came. Where the app client rotates refresh tokens the answer holds a new
 * one; what it leaves out is kept.
 *
 * @throws Failure `session_ended` when the refresh token is over, revoked or used before; `token_rejected` when the answer
 *   is about somebody else; `input_required` without the client's secret; `unreachable`, `timed_out`, `throttled`.
 */
export async function renewPoolTokens(
  world: Outside,
  profile: Profile,
  tokens: TokenSet,
  {clientSecret}: {readonly clientSecret?: string | undefined} = {},
): Promise<TokenSet> {
  const endpoint = tokens.tokenEndpoint
  const client = poolClient(world, pinned(profile, tokens), {clientSecret, endpoint})
  try {
    const renewed = await poolTokens(world, client, await refreshed(client, tokens))
    if (renewed.subject !== tokens.subject)
      throw new Failure('token_rejected', 'The refreshed tokens are about somebody else (sub); the old ones are kept.')
    return {...tokens, ...renewed}
  } catch (error) {
    if (error instanceof Refusal && isOver(error))
      throw new Failure('session_ended', `The pool no longer renews this session: ${error.sentence}`, {
        hints: [loginCommand(profile, '--flow srp')],
        cause: error,
      })
    throw worded(error, {client, username: usernameIn(tokens)})
  }
}

/**
 * GetTokensFromRefreshToken serves clients that rotate and clients that do not. REFRESH_TOKEN_AUTH is asked where that
 * operation is not known, as in older emulators.
 */
async function refreshed(client: PoolClient, {refreshToken, device, ...tokens}: TokenSet): Promise<Result> {
  const {clientId, clientSecret} = client
  try {
    const reply = await client.ask('GetTokensFromRefreshToken', {
      ClientId: clientId,
      RefreshToken: refreshToken,
      ...(clientSecret !== undefined && {ClientSecret: clientSecret}),
      ...(device && {DeviceKey: device.key}),
    })
    return resultOf(reply)
  } catch (error) {
    if (!isUnknownOperation(error)) throw error
  }
  const reply = await client.ask('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    AuthParameters: {
      REFRESH_TOKEN: refreshToken,
      ...(clientSecret !== undefined && {SECRET_HASH: secretHash(clientSecret, usernameIn(tokens), clientId)}),
      ...(device && {DEVICE_KEY: device.key}),
    },
  })
  return resultOf(reply)
}

/** The name the secret's hash is made with: where people sign in by an alias it is their `sub`, as the token has it. */
function usernameIn({accessToken, subject = ''}: Pick<TokenSet, 'accessToken' | 'subject'>): string {
  const username = decodeToken(accessToken).claims?.username
  return typeof username === 'string' ? username : subject
}

function isOver({name, message}: Refusal): boolean {
  if (name === 'RefreshTokenReuseException' || name === 'UserNotFoundException') return true
  return name === 'NotAuthorizedException' && !/secret/i.test(message)
}
