import {createHash, randomUUID} from 'node:crypto'
import {identityClaims} from './cognito/identities.ts'
import {sign} from './keys.ts'
import type {Stack} from './stack.ts'
import {issuerOf} from './stack.ts'
import {type Client, groupsOf, type Pool, type User} from './state.ts'

/** A person's sign-in at an app client, from which tokens are minted, now and at each refresh. */
export interface SignIn {
  readonly pool: Pool
  readonly client: Client
  readonly user: User
  /** Space-separated; API sign-ins have exactly `aws.cognito.signin.user.admin`. */
  readonly scope: string
  /** Seconds since the epoch; a refresh keeps it. */
  readonly authTime: number
  readonly originJti: string
  readonly eventId: string
  /** Whether the OAuth endpoints issue the tokens: those carry `version`. */
  readonly viaOAuth: boolean
  /** The device that signed in, where the pool tracks devices. */
  readonly deviceKey?: string | undefined
}

/** API sign-ins get this scope and no other. */
export const adminScope = 'aws.cognito.signin.user.admin'

/** A user's access token: `client_id` and `username`, and no `aud`. */
export function mintAccessToken(stack: Stack, signIn: SignIn): Promise<string> {
  const {pool, client, user, scope, authTime, originJti, eventId, viaOAuth, deviceKey} = signIn
  const iat = stack.clock.seconds()
  return sign(pool, 'access', {
    sub: user.sub,
    ...(deviceKey !== undefined && {device_key: deviceKey}),
    ...groupClaims(pool, user, false),
    iss: issuerOf(stack, pool),
    ...(viaOAuth && {version: 2}),
    client_id: client.settings.ClientId,
    origin_jti: originJti,
    event_id: eventId,
    token_use: 'access',
    scope,
    auth_time: authTime,
    exp: iat + lifetime(client, 'AccessToken'),
    iat,
    jti: randomUUID(),
    username: user.username,
  })
}

/** A user's ID token. `attributes` are those the scopes and the client may read; `accessToken` gives `at_hash`. */
export function mintIdToken(
  stack: Stack,
  signIn: SignIn,
  {attributes, nonce, accessToken}: {attributes: Record<string, string>; nonce?: string; accessToken?: string},
): Promise<string> {
  const {pool, client, user, authTime, originJti, eventId} = signIn
  const iat = stack.clock.seconds()
  return sign(pool, 'id', {
    ...(accessToken !== undefined && {at_hash: halfHash(accessToken)}),
    ...attributeClaims(attributes),
    sub: user.sub,
    ...groupClaims(pool, user, true),
    iss: issuerOf(stack, pool),
    'cognito:username': user.username,
    ...identityClaims(user),
    ...(nonce !== undefined && {nonce}),
    origin_jti: originJti,
    aud: client.settings.ClientId,
    event_id: eventId,
    token_use: 'id',
    auth_time: authTime,
    exp: iat + lifetime(client, 'IdToken'),
    iat,
    jti: randomUUID(),
  })
}

/** A machine's access token (client credentials): the client is its own subject. */
export function mintClientToken(stack: Stack, pool: Pool, client: Client, scope: string): Promise<string> {
  const iat = stack.clock.seconds()
  const id = client.settings.ClientId
  return sign(pool, 'access', {
    sub: id,
    token_use: 'access',
    scope,
    auth_time: iat,
    iss: issuerOf(stack, pool),
    exp: iat + lifetime(client, 'AccessToken'),
    iat,
    version: 2,
    jti: randomUUID(),
    client_id: id,
  })
}

/** Seconds a token of this client lives: Cognito counts access and ID tokens in hours, refresh tokens in days, unless told. */
export function lifetime({settings}: Client, kind: 'AccessToken' | 'IdToken' | 'RefreshToken'): number {
  const seconds = {seconds: 1, minutes: 60, hours: 3600, days: 86_400}
  const unit = settings.TokenValidityUnits?.[kind] ?? (kind === 'RefreshToken' ? 'days' : 'hours')
  const amount = settings[`${kind}Validity`] || (kind === 'RefreshToken' ? 30 : 1)
  return amount * seconds[unit]
}

function groupClaims(pool: Pool, user: User, withRoles: boolean): object {
  const groups = groupsOf(pool, user.username).map(group => group.settings)
  if (groups.length === 0) return {}
  const roles = groups.flatMap(group => (group.RoleArn ? [group.RoleArn] : []))
  // Two groups that share the best precedence with different roles leave the choice open: no preferred role then.
  const best = groups.filter(group => group.RoleArn && group.Precedence === groups.find(g => g.RoleArn)?.Precedence)
  const preferred = new Set(best.map(group => group.RoleArn)).size === 1 ? best[0]?.RoleArn : undefined
  return {
    'cognito:groups': groups.map(group => group.GroupName),
    ...(withRoles && roles.length > 0 && {'cognito:roles': roles}),
    ...(withRoles && preferred && {'cognito:preferred_role': preferred}),
  }
}

/** Verified flags are booleans in ID tokens; everything else stays the string it is in the directory. */
function attributeClaims(attributes: Record<string, string>): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, name.endsWith('_verified') ? value === 'true' : value]),
  )
}

/** OpenID Connect Core 3.1.3.6: the left half of the hash, base64url. */
function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url')
}
