import {type Algorithm, algorithms} from './algorithms.ts'
import {Rejection} from './rejection.ts'
import type {JsonObject} from './strict-json.ts'

/** The part of a header that verification goes by. `jku`, `x5u`, `jwk` and `x5c` are never read: no trust comes from them. */
export interface CheckedHeader {
  readonly alg: string
  readonly algorithm: Algorithm
  readonly kid?: string
  readonly typ?: string
}

const longestKeyId = 1024

/** @throws Rejection with the first header rule that does not hold. */
export function checkHeader(header: JsonObject, allowed?: readonly string[]): CheckedHeader {
  const {alg, kid, typ} = header
  if (typeof alg !== 'string' || alg === '') throw new Rejection('alg_missing')
  if (alg.toLowerCase() === 'none') throw new Rejection('alg_none')
  if (/^HS/i.test(alg)) throw new Rejection('alg_symmetric')
  const algorithm = algorithms.get(alg)
  if (!algorithm) throw new Rejection('alg_unsupported', `The algorithm ${quoted(alg)} is not supported.`)
  if (allowed && !allowed.includes(alg)) {
    throw new Rejection('alg_not_allowed', `The algorithm is ${alg}, not ${allowed.join(' or ')}.`)
  }
  if (Object.hasOwn(header, 'b64') && header.b64 !== true) throw new Rejection('b64')
  if (Object.hasOwn(header, 'crit')) throw new Rejection('crit')
  if (kid !== undefined && !isKeyId(kid)) throw new Rejection('kid')
  if (typ !== undefined && typeof typ !== 'string') throw new Rejection('typ', 'The header’s type is not a string.')
  return {alg, algorithm, ...(kid !== undefined && {kid}), ...(typ !== undefined && {typ})}
}

function isKeyId(kid: unknown): kid is string {
  return typeof kid === 'string' && kid !== '' && kid.length <= longestKeyId && !/[\p{Cc}\p{Cs}]/u.test(kid)
}

/** A foreign string short enough for a sentence. */
export function quoted(foreign: unknown): string {
  const text = typeof foreign === 'string' ? foreign : (JSON.stringify(foreign) ?? String(foreign))
  return `“${text.length > 80 ? `${text.slice(0, 79)}…` : text}”`
}
