import {createLocalJWKSet, jwtVerify} from 'jose'
import type {IdToken, Provider} from 'oidc-provider'
import {jwksOf, sign} from '../keys.ts'
import type {Stack} from '../stack.ts'
import type {Pool} from '../state.ts'
import {drift} from './time.ts'

/** What the engine keeps of an access token. */
interface Kept {
  readonly jti: string
  readonly iat: number
  readonly exp: number
  readonly accountId?: string
  readonly clientId: string
  readonly scope?: string
  readonly aud?: string
  readonly jkt?: string
  readonly extra?: Record<string, unknown>
}

type Payload = {value: string; payload: Kept}
type Find = (value: string, options?: object) => Promise<unknown>
interface TokenModel {
  prototype: object
  find: Find
}

/**
 * Access tokens that are signed (RFC 9068) and kept as well. The engine has either: opaque ones it keeps, or JWTs it
 * forgets, which then open neither userinfo nor introspection. Here its opaque token stays inside under its id, and the
 * JWT that carries this id as `jti` goes out.
 */
export function signAccessTokens(stack: Stack, pool: Pool, {AccessToken, ClientCredentials, issuer}: Provider): void {
  for (const model of [AccessToken, ClientCredentials] as unknown as TokenModel[]) {
    const prototype = model.prototype as {getValueAndPayload(): Promise<Payload>}
    const keep = prototype.getValueAndPayload
    prototype.getValueAndPayload = async function () {
      const {payload} = await keep.call(this)
      return {value: await signed(stack, pool, issuer, payload), payload}
    }
    const find = model.find
    model.find = async (value, options) => {
      const jti = await idWithin(pool, issuer, value)
      return jti === undefined ? undefined : find.call(model, jti, options)
    }
  }
}

/** ID tokens are signed with the pool's key of the day, and dated by the stack's clock. */
export function signIdTokens(stack: Stack, pool: Pool, provider: Provider): void {
  const prototype = provider.IdToken.prototype as IdToken
  const issue = prototype.issue
  prototype.issue = async function (this: IdToken, context) {
    if (context.use !== 'idtoken') return issue.call(this, context)
    const claims = await this.payload()
    const {auth_time} = this.available
    const iat = stack.clock.seconds()
    return sign(pool, 'id', {
      ...claims,
      ...(typeof auth_time === 'number' && {auth_time: auth_time + drift(stack)}),
      iss: provider.issuer,
      aud: this.client.clientId,
      iat,
      exp: iat + 3600,
    })
  }
}

/**
 * The engine refuses JWTs where tokens are introspected or revoked, since its own would not be found. Ours are, so they
 * travel in with their dots as tildes.
 */
export function disguised(form: URLSearchParams): URLSearchParams {
  const token = form.get('token')
  if (token !== null && token.split('.').length === 3) form.set('token', token.replaceAll('.', '~'))
  return form
}

function signed(stack: Stack, pool: Pool, issuer: string, kept: Kept): Promise<string> {
  const {jti, iat, exp, accountId, clientId, scope, aud, jkt, extra} = kept
  const by = drift(stack)
  const claims = {
    ...extra,
    iss: issuer,
    sub: accountId ?? clientId,
    aud: aud ?? issuer,
    client_id: clientId,
    ...(scope && {scope}),
    ...(jkt !== undefined && {cnf: {jkt}}),
    jti,
    iat: iat + by,
    exp: exp + by,
  }
  return sign(pool, 'access', claims, 'at+jwt')
}

async function idWithin(pool: Pool, issuer: string, value: string): Promise<string | undefined> {
  try {
    const keys = createLocalJWKSet(await jwksOf(pool))
    // Whether it has expired is for the engine to say, from what it keeps.
    const {payload} = await jwtVerify(value.replaceAll('~', '.'), keys, {
      issuer,
      typ: 'at+jwt',
      algorithms: ['RS256'],
      currentDate: new Date(0),
    })
    return payload.jti
  } catch {
    return undefined
  }
}
