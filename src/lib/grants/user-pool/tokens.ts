import {Failure} from '../../failure.ts'
import {keysFromUrl} from '../../token/key-source.ts'
import type {JsonObject} from '../../token/strict-json.ts'
import {verifyToken} from '../../token/verify.ts'
import type {Outside} from '../connection.ts'
import type {TokenSet} from '../token-set.ts'
import type {PoolClient} from './pool-client.ts'
import type {Result} from './replies.ts'

/**
 * A pool's issuer has two names, of which the pool's administrator chooses the one that tokens carry.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
function otherName(issuer: string): string {
  return issuer.startsWith('https://issuer-cognito-idp.')
    ? issuer.replace('//issuer-', '//')
    : issuer.replace('//cognito-idp.', '//issuer-cognito-idp.')
}

type Given = Omit<Result, 'NewDeviceMetadata'>

/** By how much clocks may differ, in seconds. */
const leeway = 60

/**
 * What a pool gave, as a TokenSet. Both tokens are verified against the pool's keys, whatever way they came.
 * @throws Failure `token_rejected`; `unreachable`, `timed_out` when the keys cannot be had.
 */
export async function poolTokens(world: Outside, client: PoolClient, result: Given): Promise<TokenSet> {
  const {AccessToken: accessToken, IdToken: idToken, RefreshToken: refreshToken, ExpiresIn} = result
  if (!accessToken || !idToken) throw new Failure('token_rejected', 'The pool gave no access token, or no ID token.')
  const keys = keysFromUrl(world, `${client.issuer}/.well-known/jwks.json`)
  const now = world.clock.now()
  const claimsOf = async (kind: 'access' | 'id', token: string): Promise<JsonObject> => {
    const {issuer, clientId} = client
    const verify = (issuer: string) => verifyToken(token, keys, {issuer, clientId, kind, leeway, now})
    const first = await verify(issuer)
    const verdict = first.code === 'iss' ? await verify(otherName(issuer)) : first
    if (verdict.valid) return verdict.claims
    throw new Failure(
      'token_rejected',
      `The ${kind === 'id' ? 'ID' : 'access'} token of the pool did not pass: ${verdict.message}`,
    )
  }
  const access = await claimsOf('access', accessToken)
  const {sub} = await claimsOf('id', idToken)
  if (access.sub !== sub) throw new Failure('token_rejected', 'The pool’s two tokens are about different people.')
  const life = typeof ExpiresIn === 'number' && ExpiresIn > 0 ? ExpiresIn : Number(access.exp) - now / 1000
  return {
    accessToken,
    idToken,
    ...(refreshToken ? {refreshToken} : {}),
    tokenType: 'Bearer',
    ...(typeof access.scope === 'string' && {scope: access.scope}),
    expiresAt: Math.min(now + Math.round(life * 1000), Number(access.exp) * 1000),
    issuer: client.issuer,
    clientId: client.clientId,
    tokenEndpoint: client.endpoint,
    grant: 'user_pool',
    subject: String(sub),
  }
}
