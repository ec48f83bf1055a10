import type {Expectations} from './expectations.ts'
import {Rejection} from './rejection.ts'
import type {JsonObject} from './strict-json.ts'

/**
 * Checks exp, nbf, iat and auth_time, all in seconds since the epoch (RFC 7519, 2). At `exp` itself the token has expired.
 * @throws Rejection
 */
export function checkTimes(
  claims: JsonObject,
  {now, leeway = 0, maxAge}: Pick<Expectations, 'now' | 'leeway' | 'maxAge'>,
  iatRequired: boolean,
): void {
  const at = now / 1000
  const exp = seconds(claims, 'exp')
  if (exp === undefined) throw new Rejection('exp_missing')
  if (at >= exp + leeway) throw new Rejection('exp', `The token expired at ${iso(exp)}.`)
  const nbf = seconds(claims, 'nbf')
  if (nbf !== undefined && at < nbf - leeway) throw new Rejection('nbf', `The token is valid from ${iso(nbf)} on.`)
  const iat = seconds(claims, 'iat')
  if (iat === undefined && iatRequired) throw new Rejection('iat_missing')
  if (iat !== undefined && iat > at + leeway) {
    throw new Rejection('iat', `The token was issued at ${iso(iat)}, which is in the future.`)
  }
  const authTime = seconds(claims, 'auth_time')
  if (maxAge === undefined) return
  if (authTime === undefined) throw new Rejection('auth_time', 'The token does not say when the person signed in.')
  if (at > authTime + maxAge + leeway) throw new Rejection('auth_time', `The person signed in at ${iso(authTime)}.`)
}

function seconds(claims: JsonObject, name: 'exp' | 'nbf' | 'iat' | 'auth_time'): number | undefined {
  const value = claims[name]
  if (value === undefined || (typeof value === 'number' && Number.isFinite(value) && value >= 0)) return value
  throw new Rejection(`${name}_type`)
}

function iso(at: number): string {
  const date = new Date(at * 1000)
  return Number.isNaN(date.getTime()) ? `second ${at}` : date.toISOString()
}
