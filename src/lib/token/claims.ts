import {checkAnyAudience, checkClientAudience, checkCognitoClient, checkResourceAudience} from './audience.ts'
import type {Expectations} from './expectations.ts'
import {quoted} from './header.ts'
import {isAccessTokenType, kindOf} from './kind.ts'
import {Rejection} from './rejection.ts'
import type {JsonObject} from './strict-json.ts'
import {checkTimes} from './times.ts'

/** The rules one kind of token is judged by. */
interface RuleSet {
  readonly name: string
  readonly checkAudience: (claims: JsonObject, expected: Expectations) => void
  /** Claims that must be there, besides `exp`. */
  readonly required: readonly ('iat' | 'sub' | 'jti')[]
}

const ruleSets = {
  cognitoId: {name: 'Cognito ID token', checkAudience: checkClientAudience, required: ['iat', 'sub']},
  cognitoAccess: {name: 'Cognito access token', checkAudience: checkCognitoClient, required: ['iat', 'sub']},
  id: {name: 'ID token (OpenID Connect Core, 3.1.3.7)', checkAudience: checkClientAudience, required: ['iat', 'sub']},
  access: {
    name: 'Access token (RFC 9068, 4)',
    checkAudience: checkResourceAudience,
    required: ['iat', 'sub', 'jti'],
  },
  any: {name: 'JWT (RFC 7519, 7.2)', checkAudience: checkAnyAudience, required: []},
} as const satisfies Record<string, RuleSet>

/** What held. */
export interface Passed {
  readonly kind: 'id' | 'access' | 'other'
  /** The set of rules, by name. */
  readonly rule: string
}

/**
 * Checks everything a token claims, in the order of `rules`, after its signature has held.
 * @throws Rejection with the first rule that does not hold.
 */
export function checkClaims(header: JsonObject, claims: JsonObject, expected: Expectations): Passed {
  checkIssuer(claims, expected)
  const ruleSet: RuleSet = ruleSets[ruleSetFor(header, claims, expected)]
  ruleSet.checkAudience(claims, expected)
  checkTimes(claims, expected, ruleSet.required.includes('iat'))
  checkSubject(claims, ruleSet.required.includes('sub'))
  if (ruleSet.required.includes('jti') && !isText(claims.jti)) throw new Rejection('jti')
  if (expected.nonce !== undefined && claims.nonce !== expected.nonce) throw new Rejection('nonce')
  checkScopes(claims, expected.scopes ?? [])
  checkGroups(claims, expected.groups ?? [])
  return {kind: expected.kind ?? kindOf(header, claims), rule: ruleSet.name}
}

function checkIssuer({iss}: JsonObject, {issuer, anyIssuer}: Expectations): void {
  if (iss === undefined && !anyIssuer) throw new Rejection('iss_missing')
  if (iss !== undefined && typeof iss !== 'string') throw new Rejection('iss', 'The issuer is not a string.')
  if (issuer !== undefined && iss !== issuer) {
    throw new Rejection('iss', `The token is from ${quoted(iss)}, not from ${quoted(issuer)}.`)
  }
}

function ruleSetFor({typ}: JsonObject, claims: JsonObject, {kind, issuer}: Expectations): keyof typeof ruleSets {
  const {token_use: use} = claims
  if (use !== undefined || isUserPool(issuer ?? claims.iss)) {
    if (use !== 'id' && use !== 'access') {
      throw new Rejection(
        'token_use',
        use === undefined ? 'The Cognito token has no token_use.' : `token_use is ${quoted(use)}.`,
      )
    }
    if (kind !== undefined && use !== kind)
      throw new Rejection('kind', `This is a token for use as “${use}”, not “${kind}”.`)
    if (use === 'id' && isAccessTokenType(typ)) throw new Rejection('kind', 'token_use says id, the header at+jwt.')
    if (use === 'access') return 'cognitoAccess'
    checkType(typ)
    return 'cognitoId'
  }
  if (isAccessTokenType(typ)) {
    if (kind === 'id') throw new Rejection('kind', 'The header marks this as an access token (at+jwt).')
    return 'access'
  }
  if (kind === 'access') {
    throw new Rejection('typ', 'The header does not mark an access token: RFC 9068 wants the type at+jwt.')
  }
  checkType(typ)
  return kind ?? 'any'
}

/** Another type than JWT marks a token for another purpose: logout tokens, DPoP proofs, security events. */
function checkType(typ: unknown): void {
  if (typ === undefined || (typeof typ === 'string' && /^(application\/)?jwt$/i.test(typ))) return
  throw new Rejection('typ', `The header marks this as ${quoted(typ)}.`)
}

/** `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC123`, and the same id at another origin. */
function isUserPool(issuer: unknown): boolean {
  return typeof issuer === 'string' && /\/[a-z]{2,}(?:-[a-z]+)+-\d+_[A-Za-z0-9]+$/.test(issuer)
}

function checkSubject({sub}: JsonObject, required: boolean): void {
  if (sub === undefined && required) throw new Rejection('sub_missing')
  if (sub !== undefined && !(isText(sub) && sub.length <= 255)) throw new Rejection('sub')
}

/** `scope` is one string with spaces (RFC 6749, 3.3); some issuers send `scp`, also as a list. */
function checkScopes({scope, scp}: JsonObject, wanted: readonly string[]): void {
  const granted = wordsOf(scope ?? scp)
  const missing = wanted.filter(name => !granted.includes(name))
  if (missing.length > 0) throw new Rejection('scope', `The token lacks the scope ${missing.map(quoted).join(', ')}.`)
}

function wordsOf(value: unknown): readonly unknown[] {
  if (typeof value === 'string') return value.split(' ')
  return Array.isArray(value) ? value : []
}

/** A list of names only: a single string could contain a name without being it. */
function checkGroups(claims: JsonObject, wanted: readonly string[]): void {
  const {'cognito:groups': cognitoGroups, groups} = claims
  const named = cognitoGroups ?? groups
  const member: readonly unknown[] = Array.isArray(named) ? named : []
  const missing = wanted.filter(name => !member.includes(name))
  if (missing.length > 0) throw new Rejection('group', `The token lacks the group ${missing.map(quoted).join(', ')}.`)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
