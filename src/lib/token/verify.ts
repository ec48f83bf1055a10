import {checkClaims, type Passed} from './claims.ts'
import {assertComplete, type Expectations} from './expectations.ts'
import {type CheckedHeader, checkHeader} from './header.ts'
import {type Jws, readJws} from './jws.ts'
import {selectKey} from './key-set.ts'
import type {KeySource} from './key-source.ts'
import {Rejection} from './rejection.ts'
import {type RuleCode, rules} from './rules.ts'
import {checkSignature, type SignatureCheck} from './signature.ts'
import type {JsonObject} from './strict-json.ts'

/** The answer: `code` is stable, `rule` says which rules held or which one did not. */
export type Verdict = Accepted | Rejected

export interface Accepted {
  readonly valid: true
  readonly code: 'valid'
  readonly rule: string
  readonly kind: Passed['kind']
  readonly claims: JsonObject
  /** What the issuer should know about its keys. */
  readonly warnings?: readonly string[]
}

export interface Rejected {
  readonly valid: false
  readonly code: RuleCode
  readonly rule: string
  /** About this very token. */
  readonly message: string
  /** Only once the signature has held: until then nobody vouches for them. */
  readonly claims?: JsonObject
  readonly warnings?: readonly string[]
}

/**
 * Judges a token: structure, header, key, signature, then what it claims. Keys come from `keys` and nowhere else;
 * nothing the token says makes us fetch or trust anything.
 * @throws Failure `usage` when the expectations would prove nothing; and what `keys` throws. A bad token is an answer.
 */
export async function verifyToken(
  token: string,
  keys: KeySource,
  expected: Expectations,
  check: SignatureCheck = checkSignature,
): Promise<Verdict> {
  assertComplete(expected)
  let vouched: JsonObject | undefined
  try {
    const jws = readJws(token)
    const header = checkHeader(jws.header, expected.algorithms)
    await provenBy(keys, token, jws, header, check)
    vouched = jws.claims
    const {kind, rule} = checkClaims(jws.header, jws.claims, expected)
    return {valid: true, code: 'valid', rule, kind, claims: jws.claims, ...(await warningsOf(keys))}
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    const {code, message} = error
    return {
      valid: false,
      code,
      rule: rules[code],
      message,
      ...(vouched && {claims: vouched, ...(await warningsOf(keys))}),
    }
  }
}

async function warningsOf(keys: KeySource): Promise<{warnings?: readonly string[]}> {
  const {warnings} = await keys.current()
  return warnings.length > 0 ? {warnings} : {}
}

async function provenBy(keys: KeySource, token: string, jws: Jws, header: CheckedHeader, check: SignatureCheck) {
  const key = await keyFor(header, keys)
  if (!(await check(token, jws, header, key))) {
    throw new Rejection('signature', 'The signature does not fit: the token was changed, or signed by somebody else.')
  }
}

/** An unknown key id may mean that the issuer has new keys: worth one more look, where the source still allows one. */
async function keyFor(header: CheckedHeader, keys: KeySource) {
  try {
    return selectKey(await keys.current(), header)
  } catch (error) {
    if (!(error instanceof Rejection) || error.code !== 'key_unknown' || header.kid === undefined) throw error
    const newer = await keys.newer()
    if (!newer) throw error
    return selectKey(newer, header)
  }
}
