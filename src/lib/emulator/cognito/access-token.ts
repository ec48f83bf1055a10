import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import {type Client, findClient, type Pool, type User} from '../state.ts'
import {adminScope} from '../tokens.ts'
import {poolClaims, RejectedToken} from '../verify-token.ts'

/** Whose access token it is. */
export interface Bearer {
  readonly pool: Pool
  readonly client: Client
  readonly user: User
  readonly claims: AccessClaims
}

export interface AccessClaims {
  readonly sub: string
  readonly client_id: string
  readonly token_use: string
  readonly scope: string
  readonly origin_jti?: string
  readonly device_key?: string
  readonly auth_time: number
}

/**
 * Checks an access token as Cognito's own operations do: signed by this stack for a pool and client that exist, not over,
 * not revoked, its user not signed out everywhere since, and with the scope of self-service.
 * @throws Problem `NotAuthorizedException`
 */
export async function bearerOf(stack: Stack, token: string, scope: string = adminScope): Promise<Bearer> {
  const unread = claimsOf(token)
  const found = findClient(stack.state, unread.client_id)
  if (!found || unread.token_use !== 'access') throw refused('Invalid Access Token')
  const {pool, client} = found
  const claims = await verified(stack, pool, token)
  const user = [...pool.users.values()].find(({sub}) => sub === claims.sub)
  if (!user) throw new Problem('UserNotFoundException', 'User does not exist.')
  if (claims.origin_jti !== undefined && pool.revokedOrigins.has(claims.origin_jti))
    throw refused('Access Token has been revoked')
  if (!user.enabled) throw refused('User is disabled.')
  if (user.signedOutAt !== undefined && claims.auth_time < Math.floor(user.signedOutAt / 1000))
    throw refused('Access Token has been revoked')
  if (!claims.scope.split(' ').includes(scope)) throw refused('Access Token does not have required scopes')
  return {pool, client, user, claims}
}

async function verified(stack: Stack, pool: Pool, token: string): Promise<AccessClaims> {
  try {
    return (await poolClaims(stack, pool, token)) as unknown as AccessClaims
  } catch (error) {
    const over = error instanceof RejectedToken && error.reason === 'expired'
    throw refused(over ? 'Access Token has expired' : 'Invalid Access Token')
  }
}

function claimsOf(token: string): Partial<AccessClaims> {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) ?? {}
  } catch {
    throw refused('Invalid Access Token')
  }
}

function refused(message: string): Problem {
  return new Problem('NotAuthorizedException', message)
}
