import {createHash, randomBytes} from 'node:crypto'
import {Problem} from './problem.ts'
import type {RefreshToken} from './sign-ins.ts'
import type {Stack} from './stack.ts'
import type {Client, Pool, User} from './state.ts'
import {lifetime, type SignIn} from './tokens.ts'

/**
 * Issues a refresh token: opaque to clients, five dot-separated parts like Cognito's encrypted ones. Only its hash is kept.
 */
export function issueRefreshToken({clock}: Stack, signIn: SignIn, expiresAt?: number): string {
  const {pool, client, user, originJti, scope, authTime, viaOAuth, deviceKey} = signIn
  const token = opaque()
  pool.refreshTokens.set(hash(token), {
    clientId: client.settings.ClientId,
    username: user.username,
    originJti,
    scope,
    authTime,
    viaOAuth,
    ...(deviceKey !== undefined && {deviceKey}),
    expiresAt: expiresAt ?? clock.now() + lifetime(client, 'RefreshToken') * 1000,
  })
  return token
}

/**
 * The sign-in behind a refresh token.
 * @throws Problem `NotAuthorizedException` when unknown, expired, revoked, or its user is gone, disabled or signed out;
 *   `RefreshTokenReuseException` when it was rotated away and its grace period is over.
 */
export function redeemRefreshToken({clock}: Stack, pool: Pool, client: Client, token: string): RedeemedToken {
  const kept = pool.refreshTokens.get(hash(token))
  if (!kept || kept.clientId !== client.settings.ClientId)
    throw new Problem('NotAuthorizedException', 'Invalid Refresh Token')
  if (pool.revokedOrigins.has(kept.originJti))
    throw new Problem('NotAuthorizedException', 'Refresh Token has been revoked')
  if (kept.expiresAt <= clock.now()) throw new Problem('NotAuthorizedException', 'Refresh Token has expired')
  if (kept.replacedUntil !== undefined && kept.replacedUntil <= clock.now())
    throw new Problem('RefreshTokenReuseException', 'Refresh token has been already used.')
  const user = pool.users.get(kept.username)
  if (!user) throw new Problem('NotAuthorizedException', 'Invalid Refresh Token')
  if (!user.enabled) throw new Problem('NotAuthorizedException', 'User is disabled.')
  if (user.signedOutAt !== undefined && kept.authTime < Math.floor(user.signedOutAt / 1000))
    throw new Problem('NotAuthorizedException', 'Refresh Token has been revoked')
  return {kept, user}
}

export interface RedeemedToken {
  readonly kept: RefreshToken
  readonly user: User
}

/**
 * Replaces a redeemed token where the client rotates: the new one lives for what remained of the old one, which stays
 * usable for the grace period. Undefined where the client does not rotate.
 */
export function rotateRefreshToken(stack: Stack, signIn: SignIn, old: RefreshToken): string | undefined {
  const rotation = signIn.client.settings.RefreshTokenRotation
  if (rotation?.Feature !== 'ENABLED') return undefined
  old.replacedUntil ??= stack.clock.now() + (rotation.RetryGracePeriodSeconds ?? 0) * 1000
  return issueRefreshToken(stack, signIn, old.expiresAt)
}

/** Revokes a refresh token and, with it, every token of the same sign-in. Unknown tokens are ignored. */
export function revokeRefreshToken(pool: Pool, client: Client, token: string): void {
  const kept = pool.refreshTokens.get(hash(token))
  if (kept && kept.clientId === client.settings.ClientId) pool.revokedOrigins.add(kept.originJti)
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

function opaque(): string {
  const header = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}').toString('base64url')
  return [header, ...[256, 12, 900, 16].map(size => randomBytes(size).toString('base64url'))].join('.')
}
