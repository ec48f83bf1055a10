import {createHash} from 'node:crypto'
import {isObject, membersOf, readBody} from '../redaction/body.ts'
import type {Sent} from '../world/world.ts'
import {type Jwt, jwtIn} from './jwt.ts'

/** What the browser was sent with, and what came of it: what comes later is compared with it. */
export interface Asked {
  challenge?: string
  state?: string
  nonce?: string
  /** Key that signed the last ID token. */
  kid?: string
}

/** How the values of a request were made, one line each. Secrets in the lines are the caller's to mask. */
export function madeFor({headers, body}: Sent, asked: Asked): string[] {
  const members = membersOf(readBody(body, headers.get('content-type')))
  const parameters = {...members, ...nested(members.AuthParameters), ...nested(members.ChallengeResponses)}
  const formulas = Object.keys(parameters).flatMap(name => (Object.hasOwn(made, name) ? [made[name] as string] : []))
  return [
    ...proofs(headers),
    ...(typeof members.code_verifier === 'string' ? [challengeLine(members.code_verifier, asked)] : []),
    ...(typeof members.client_assertion === 'string' ? [assertionLine(members.client_assertion)] : []),
    ...formulas,
  ]
}

/** What Cognito has computed by its clients (SRP-6a over the group of RFC 5054 with 3072 bits). */
const made: Readonly<Record<string, string>> = {
  SECRET_HASH: 'SECRET_HASH = BASE64(HMAC-SHA-256(client secret, username + client id))',
  SecretHash: 'SecretHash = BASE64(HMAC-SHA-256(client secret, username + client id))',
  SRP_A: 'SRP_A = g^a mod N, in hexadecimal; a is random and stays here, as does the password',
  PASSWORD_CLAIM_SIGNATURE:
    'PASSWORD_CLAIM_SIGNATURE = BASE64(HMAC-SHA-256(key, pool name + user id + secret block + TIMESTAMP)); key = HKDF of S and u; S = (B − k·g^x)^(a + u·x) mod N; x from salt and password',
}

/** How the browser's request was made. */
export function madeForBrowser(url: URL): string[] {
  const {searchParams: query} = url
  return [
    ...(query.has('code_challenge')
      ? ['code_challenge = BASE64URL(SHA-256(code_verifier)); the verifier stays here until the code is exchanged']
      : []),
    ...(query.has('state') ? ['state: 256 random bits, for this sign-in alone'] : []),
    ...(query.has('nonce') ? ['nonce: 256 random bits, to be found again in the ID token'] : []),
    ...(query.has('request_uri') ? ['request_uri: what the server answered when the request was pushed'] : []),
  ]
}

/** How what came back compares with what was sent. */
export function comparedAtReturn(url: URL, asked: Asked): string[] {
  const {searchParams: query} = url
  const state = query.get('state')
  const iss = query.get('iss')
  return [
    ...(asked.state === undefined
      ? []
      : [`state is ${state === asked.state ? 'the one' : 'NOT the one'} that was sent`]),
    ...(iss === null ? [] : [`iss says the answer is from ${iss}`]),
  ]
}

/** Whether a description of an issuer is the one that was asked for: the address without its well-known part. */
export function comparedWithAddress(document: unknown, url: string): string[] {
  const {issuer} = nested(document)
  const asked = url.replace(/\/\.well-known\/(openid-configuration|oauth-authorization-server)/, '')
  if (asked === url || typeof issuer !== 'string') return []
  const same = issuer.replace(/\/$/, '') === asked
  return [same ? 'issuer is the one that was asked' : `issuer is NOT the one that was asked, ${asked}`]
}

/** Whether the key that signed is among those the issuer publishes. */
export function comparedKeys(document: unknown, {kid}: Asked): string[] {
  const {keys} = nested(document)
  if (!Array.isArray(keys) || kid === undefined) return []
  const there = keys.some(key => nested(key).kid === kid)
  return [`the key ${kid}, by which the ID token is signed, is ${there ? 'among them' : 'NOT among them'}`]
}

/** The key that signed the ID token of an answer, as the token has it. */
export function signedBy(document: unknown): string | undefined {
  const answer = nested(nested(document).AuthenticationResult ?? document)
  const kid = jwtIn(answer.id_token ?? answer.IdToken)?.header.kid
  return typeof kid === 'string' ? kid : undefined
}

/** What the tokens of an answer say, and how they belong together. */
export function comparedInAnswer(document: unknown, asked: Asked): string[] {
  const answer = nested(nested(document).AuthenticationResult ?? document)
  const idToken = answer.id_token ?? answer.IdToken
  const accessToken = answer.access_token ?? answer.AccessToken
  const id = jwtIn(idToken)
  const access = jwtIn(accessToken)
  return [
    ...(id ? [`ID token: ${tokenLine(id)}`] : []),
    ...(id && asked.nonce !== undefined && id.claims.nonce !== undefined
      ? [`nonce in the ID token is ${id.claims.nonce === asked.nonce ? 'the one' : 'NOT the one'} that was sent`]
      : []),
    ...(id && typeof accessToken === 'string' ? hashLine(id, accessToken) : []),
    ...(access ? [`access token: ${tokenLine(access)}`] : []),
  ]
}

function challengeLine(verifier: string, {challenge}: Asked): string {
  const hash = createHash('sha256').update(verifier, 'ascii').digest('base64url')
  const same = hash === challenge ? 'the code_challenge' : 'NOT the code_challenge'
  return `BASE64URL(SHA-256(code_verifier)) = ${hash}${challenge === undefined ? '' : `, ${same} that was sent`}`
}

function assertionLine(assertion: string): string {
  const jwt = jwtIn(assertion)
  if (!jwt) return 'client_assertion: a JWT signed with the client’s private key (RFC 7523, section 2.2)'
  const {iss, aud} = jwt.claims
  return `client_assertion = a JWT signed with the client’s private key (${jwt.header.alg}): iss and sub ${iss}, aud ${list(aud)}, for ${life(jwt)}, good once (RFC 7523, section 3)`
}

function proofs(headers: Headers): string[] {
  const lines: string[] = []
  const authorization = headers.get('authorization') ?? ''
  const basic = /^Basic\s+(.*)$/i.exec(authorization)?.[1]
  if (basic !== undefined)
    lines.push(
      `Authorization = “Basic ” + BASE64(form(client id “${nameIn(basic)}”) + “:” + form(client secret)) (RFC 6749, section 2.3.1)`,
    )
  if (/^AWS4-HMAC-SHA256/i.test(authorization))
    lines.push(
      'Signature = HMAC-SHA-256(key, request); key = HMACs of date, region, service and “aws4_request”, begun with the secret key (AWS Signature Version 4)',
    )
  const proof = jwtIn(headers.get('dpop') ?? undefined)
  if (proof) {
    const {htm, htu, ath, nonce} = proof.claims
    const more = [
      ath === undefined ? '' : ', ath the hash of the token',
      nonce === undefined ? '' : ', nonce the server’s',
    ]
    lines.push(
      `DPoP = a JWT signed with the session’s own key (${proof.header.alg}): htm ${htm}, htu ${htu}, jti fresh${more.join('')} (RFC 9449, section 4.2)`,
    )
  }
  return lines
}

function nameIn(basic: string): string {
  const [name = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':', 1)
  return new URLSearchParams(`n=${name}`).get('n') ?? name
}

/** OpenID Connect Core 1.0, section 3.1.3.6. */
function hashLine({header, claims}: Jwt, accessToken: string): string[] {
  if (typeof claims.at_hash !== 'string') return []
  const size = /^[RPE]S(256|384|512)$/.exec(String(header.alg))?.[1] ?? '512'
  const digest = createHash(`sha${size}`).update(accessToken, 'ascii').digest()
  const half = digest.subarray(0, digest.length / 2).toString('base64url')
  const line = `BASE64URL(left half of SHA-${size}(access token)) = ${half}`
  return [
    half === claims.at_hash
      ? `${line}, the at_hash of the ID token: the two belong together`
      : `${line}, NOT the at_hash of the ID token (${claims.at_hash}): the two do not belong together`,
  ]
}

function tokenLine(jwt: Jwt): string {
  const {alg, kid} = jwt.header
  const {iss, sub, aud, client_id: client} = jwt.claims
  const told = Object.entries({iss, sub, aud: list(aud), client_id: client}).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name} ${value}`],
  )
  return [`${alg}${kid === undefined ? '' : ` by key ${kid}`}`, ...told, `for ${life(jwt)}`].join(', ')
}

function life({claims: {iat, exp}}: Jwt): string {
  return typeof iat === 'number' && typeof exp === 'number' ? `${exp - iat} s` : 'a time it does not say'
}

function list(value: unknown): string | undefined {
  return value === undefined ? undefined : Array.isArray(value) ? value.join(' ') : String(value)
}

function nested(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {}
}
