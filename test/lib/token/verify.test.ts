import assert from 'node:assert/strict'
import fc from 'fast-check'
import {judgeBatch} from '../../../src/lib/token/batch.ts'
import type {Expectations} from '../../../src/lib/token/expectations.ts'
import {keySetOf} from '../../../src/lib/token/key-set.ts'
import {fixedKeys, type KeySource} from '../../../src/lib/token/key-source.ts'
import {checkSignature, checkSignatureAtOnce} from '../../../src/lib/token/signature.ts'
import {type Verdict, verifyToken} from '../../../src/lib/token/verify.ts'
import {hmacSigned, part, signature, signed, testKey} from '../../support/tokens.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const at = now / 1000
const issuer = 'https://issuer.example'
const key = testKey('RS256')
const elliptic = testKey('ES256')
const keys = fixedKeys(keySetOf({keys: [key.jwk, elliptic.jwk]}))
const expected: Expectations = {issuer, clientId: 'web', now}

const idClaims = {iss: issuer, sub: 'ada', aud: 'web', iat: at, exp: at + 60}
const accessClaims = {...idClaims, aud: 'https://api.example', client_id: 'web', jti: 'j', scope: 'read write'}
const cognitoId = {...idClaims, token_use: 'id', 'cognito:username': 'ada', 'cognito:groups': ['admins']}
const {aud: _, ...withoutAudience} = idClaims
const cognitoAccess = {
  ...withoutAudience,
  token_use: 'access',
  client_id: 'web',
  scope: 'aws.cognito.signin.user.admin notes/read',
  'cognito:groups': ['admins'],
}

/** Every token of this file that was judged by the usual keys and expectations, with its verdict. */
const judged = new Map<string, Verdict>()

/** Judged by jose and by OpenSSL: two implementations must agree on every token in this file. */
async function judge(token: string, wanted: Partial<Expectations> = {}, from: KeySource = keys): Promise<Verdict> {
  const expectations = {...expected, ...wanted}
  const verdict = await verifyToken(token, from, expectations, checkSignature)
  assert.deepEqual(await verifyToken(token, from, expectations, checkSignatureAtOnce), verdict)
  if (from === keys && Object.keys(wanted).length === 0) judged.set(token, verdict)
  return verdict
}

async function rejects(code: string, token: string, wanted: Partial<Expectations> = {}, from: KeySource = keys) {
  const verdict = await judge(token, wanted, from)
  assert.deepEqual({valid: verdict.valid, code: verdict.code}, {valid: false, code})
}

async function accepts(token: string, wanted: Partial<Expectations> = {}, from: KeySource = keys) {
  const verdict = await judge(token, wanted, from)
  assert.ok(verdict.valid, JSON.stringify(verdict))
}

describe('verifyToken', () => {
  it('accepts an ID token and says by which rules', async () => {
    assert.deepEqual(await judge(signed(key, idClaims), {kind: 'id'}), {
      valid: true,
      code: 'valid',
      rule: 'ID token (OpenID Connect Core, 3.1.3.7)',
      kind: 'id',
      claims: idClaims,
    })
  })

  it('rejects with the code, the rule, a sentence, and the claims once the signature has held', async () => {
    const claims = {...idClaims, exp: at}
    assert.deepEqual(await judge(signed(key, claims)), {
      valid: false,
      code: 'exp',
      rule: 'The token has not expired (RFC 7519, 4.1.4).',
      message: 'The token expired at 2026-03-01T12:00:00.000Z.',
      claims,
    })
  })

  it('vouches for no claims before the signature has held', async () => {
    const verdict = await judge(`${signed(key, idClaims).slice(0, -6)}AAAAAA`)
    assert.deepEqual([verdict.code, 'claims' in verdict], ['signature', false])
  })

  for (const alg of [
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'EdDSA',
    'Ed25519',
  ]) {
    it(`accepts ${alg}, and no bit of the signature changed`, async () => {
      const own = testKey(alg)
      const from = fixedKeys(keySetOf({keys: [own.jwk]}))
      const token = signed(own, idClaims)
      await accepts(token, {}, from)
      const [head, body, tail = ''] = token.split('.')
      const bytes = Buffer.from(tail, 'base64url')
      for (const bit of [0, 1, bytes.length * 4, bytes.length * 8 - 1]) {
        const bent = Buffer.from(bytes)
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        await rejects('signature', `${head}.${body}.${bent.toString('base64url')}`, {}, from)
      }
    })
  }

  it('answers any garbage with a rejection', async () => {
    const good = signed(elliptic, idClaims)
    const bent = fc.tuple(fc.nat(good.length - 1), fc.string({minLength: 1, maxLength: 1})).map(([where, letter]) => {
      return good.slice(0, where) + letter + good.slice(where + 1)
    })
    const garbage = fc.oneof(
      fc.string({unit: 'binary'}),
      fc.array(fc.json().map(part), {minLength: 3, maxLength: 3}).map(parts => parts.join('.')),
      bent.filter(token => token !== good),
    )
    await fc.assert(fc.asyncProperty(garbage, async token => assert.equal((await judge(token)).valid, false)))
  })

  it('refuses to prove nothing: issuer and client or audience are needed, or their absence said out loud', async () => {
    const token = signed(key, idClaims)
    const {issuer: _issuer, ...noIssuer} = expected
    const {clientId: _client, ...noClient} = expected
    await assert.rejects(verifyToken(token, keys, noIssuer), {name: 'Failure', code: 'usage'})
    await assert.rejects(verifyToken(token, keys, noClient), {name: 'Failure', code: 'usage'})
    await assert.rejects(verifyToken(token, keys, {...expected, issuer: ''}), {name: 'Failure', code: 'usage'})
    assert.equal((await verifyToken(token, keys, {...noIssuer, anyIssuer: true})).valid, true)
    assert.equal((await verifyToken(token, keys, {...noClient, anyAudience: true})).valid, true)
  })
})

describe('verifyToken, the header', () => {
  const rows: [what: string, code: string, header: object | string][] = [
    ...['none', 'None', 'NONE', 'nOnE'].map((alg): [string, string, object] => [`alg ${alg}`, 'alg_none', {alg}]),
    ['no alg', 'alg_missing', '{"kid":"RS256-key"}'],
    ['a number for alg', 'alg_missing', {alg: 256}],
    ['a list for alg', 'alg_missing', {alg: ['RS256']}],
    ['null for alg', 'alg_missing', {alg: null}],
    ['an empty alg', 'alg_missing', {alg: ''}],
    ['alg in lower case', 'alg_unsupported', {alg: 'rs256'}],
    ['alg with a space', 'alg_unsupported', {alg: 'RS256 '}],
    ['an alg from the prototype', 'alg_unsupported', {alg: 'constructor'}],
    ['ES256K', 'alg_unsupported', {alg: 'ES256K'}],
    ...[[], ['exp'], ['x'], 'x', '', {}, null, 1].map((crit): [string, string, object] => [
      `crit ${JSON.stringify(crit)}`,
      'crit',
      {crit, x: 1, exp: 1},
    ]),
    ['b64 false with crit', 'b64', {b64: false, crit: ['b64']}],
    ['b64 false', 'b64', {b64: false}],
    ['b64 “false”', 'b64', {b64: 'false'}],
    ['a number for kid', 'kid', {kid: 7}],
    ['a list for kid', 'kid', {kid: ['RS256-key']}],
    ['an empty kid', 'kid', {kid: ''}],
    ['NUL in kid', 'kid', {kid: 'RS256-key\u0000'}],
    ['ANSI in kid', 'kid', {kid: '\u001b[2J'}],
    ['256 kB of kid', 'kid', {kid: 'k'.repeat(256 * 1024)}],
    ['a kid that climbs', 'key_unknown', {kid: '../../../../dev/null'}],
    ['a kid that is an address', 'key_unknown', {kid: 'https://evil.example/key'}],
    ['a kid that is SQL', 'key_unknown', {kid: "' UNION SELECT 'key"}],
    ['a kid from the prototype', 'key_unknown', {kid: '__proto__'}],
    ['a kid with the case changed', 'key_unknown', {kid: 'rs256-key'}],
    ['a list for typ', 'typ', {typ: ['JWT']}],
    ['an embedded key', 'key_unknown', {kid: 'mine', jwk: key.jwk}],
    ['the algorithm of another key', 'key_mismatch', {alg: 'ES256'}],
    ['another algorithm of the same family', 'key_mismatch', {alg: 'RS512'}],
    ['PSS for a PKCS1 key', 'key_mismatch', {alg: 'PS256'}],
  ]
  for (const [what, code, header] of rows) {
    it(`rejects ${what}`, () => rejects(code, signed(key, idClaims, header)))
  }

  it('rejects every HMAC made with what is public', async () => {
    const pem = key.publicKey.export({format: 'pem', type: 'spki'})
    const pkcs1 = key.publicKey.export({format: 'pem', type: 'pkcs1'})
    const der = key.publicKey.export({format: 'der', type: 'spki'})
    for (const secret of [pem, `${pem}`.trim(), pkcs1, der, JSON.stringify(key.jwk), String(key.jwk.n), '']) {
      for (const alg of ['HS256', 'HS384', 'hs256']) {
        await rejects('alg_symmetric', hmacSigned(secret, idClaims, {alg, kid: key.kid}))
      }
    }
  })

  it('accepts only the algorithms asked for', async () => {
    await accepts(signed(key, idClaims), {algorithms: ['ES256', 'RS256']})
    await rejects('alg_not_allowed', signed(key, idClaims), {algorithms: ['ES256']})
  })

  it('neither fetches nor trusts what the header points to', async () => {
    const mine = testKey('RS256', 'mine')
    for (const header of [
      {jku: 'https://evil.example'},
      {x5u: 'https://evil.example'},
      {x5c: ['AA']},
      {jwk: mine.jwk},
    ]) {
      await accepts(signed(key, idClaims, header))
      await rejects('signature', signed(mine, idClaims, {...header, kid: key.kid}))
    }
  })
})

describe('verifyToken, the signature', () => {
  const input = `${part({alg: 'ES256', kid: elliptic.kid})}.${part(idClaims)}`
  const raw = signature(elliptic, input)
  const der = Buffer.concat([
    Buffer.from([0x30, 68, 2, 32]),
    raw.subarray(0, 32),
    Buffer.from([2, 32]),
    raw.subarray(32),
  ])
  const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
  const rows: [what: string, signature: Buffer][] = [
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(64)],
    ['r = 0', Buffer.concat([Buffer.alloc(32), raw.subarray(32)])],
    ['s = 0', Buffer.concat([raw.subarray(0, 32), Buffer.alloc(32)])],
    ['r = s = n', Buffer.concat([order, order])],
    ['r = s = 1', Buffer.concat([Buffer.alloc(31), Buffer.from([1]), Buffer.alloc(31), Buffer.from([1])])],
    ['DER', der],
    ['one byte short', raw.subarray(0, 63)],
    ['one byte more', Buffer.concat([raw, Buffer.alloc(1)])],
    ['one zero in front', Buffer.concat([Buffer.alloc(1), raw])],
    ['twice', Buffer.concat([raw, raw])],
    ['one byte', raw.subarray(0, 1)],
  ]
  for (const [what, bytes] of rows) {
    it(`rejects ES256: ${what}`, () => rejects('signature', `${input}.${bytes.toString('base64url')}`))
  }

  it('rejects RS256: empty, short, long, zero, of another message, of another key', async () => {
    const head = `${part({alg: 'RS256', kid: key.kid})}.${part(idClaims)}`
    const own = signature(key, head)
    const bent = [
      Buffer.alloc(0),
      own.subarray(1),
      Buffer.concat([own, Buffer.alloc(1)]),
      Buffer.concat([Buffer.alloc(1), own]),
      Buffer.alloc(256),
      signature(key, `${head} `),
      signature(testKey('RS256'), head),
      signature({...key, alg: 'PS256'}, head),
      signature({...key, alg: 'RS512'}, head),
    ]
    for (const bytes of bent) await rejects('signature', `${head}.${bytes.toString('base64url')}`)
  })

  const [head = '', body = '', tail = ''] = signed(key, idClaims).split('.')
  const structure: [what: string, code: string, token: string][] = [
    ['a space before a dot', 'base64url', `${head} .${body}.${tail}`],
    ['a line end inside', 'base64url', `${head}.${body.slice(0, 9)}\n${body.slice(9)}.${tail}`],
    ['padding', 'base64url', `${head}.${body}.${tail}==`],
    ['the standard alphabet', 'base64url', `${head}.${body}.${tail.replace(/[-_]/, '+')}+`],
    ['a fourth part', 'malformed', `${head}.${body}.${tail}.${tail}`],
    ['a dot at the end', 'malformed', `${head}.${body}.${tail}.`],
    ['encryption', 'encrypted', `${part({alg: 'RSA-OAEP', enc: 'A256GCM', cty: 'JWT'})}.a.b.c.d`],
    [
      'two algs, the last good',
      'duplicate_member',
      signed(key, idClaims, '{"alg":"none","alg":"RS256","kid":"RS256-key"}'),
    ],
    ['two subjects', 'duplicate_member', signed(key, JSON.stringify(idClaims).replace('{', '{"sub":"eve",'))],
    ['a list of claims', 'json', signed(key, '[]')],
    ['null for claims', 'json', signed(key, 'null')],
    ['text after the claims', 'json', signed(key, `${JSON.stringify(idClaims)}x`)],
    ['deep nesting', 'json_depth', signed(key, `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)],
  ]
  for (const [what, code, token] of structure) it(`rejects ${what}`, () => rejects(code, token))
})

describe('verifyToken, the keys', () => {
  const token = signed(key, idClaims)
  const from = (...jwks: unknown[]) => fixedKeys(keySetOf({keys: jwks}))
  const rows: [what: string, code: string, ...jwks: unknown[]][] = [
    ['an empty set', 'key_unknown'],
    ['a key for encryption', 'key_mismatch', {...key.jwk, use: 'enc'}],
    ['a key for other operations', 'key_mismatch', {...key.jwk, key_ops: ['encrypt']}],
    ['operations that are no list', 'key_mismatch', {...key.jwk, key_ops: 'verify'}],
    ['a key for another algorithm', 'key_mismatch', {...key.jwk, alg: 'PS256'}],
    ['a key of another type', 'key_mismatch', {...elliptic.jwk, kid: key.kid}],
    ['a symmetric key', 'key_unknown', {kty: 'oct', k: 'AAAA', kid: key.kid}],
    ['an unknown key type', 'key_unknown', {kty: 'AKP', kid: key.kid}],
    ['a key type from the prototype', 'key_unknown', {kty: 'toString', kid: key.kid}],
    ['an exponent of 1', 'key_weak', {...key.jwk, e: 'AQ'}],
    ['an even exponent', 'key_weak', {...key.jwk, e: 'AQAC'}],
    ['an exponent of 0', 'key_weak', {...key.jwk, e: 'AA'}],
    ['an enormous exponent', 'key_weak', {...key.jwk, e: 'AQAAAAAAAAAAAQ'}],
    ['a modulus padded to 2048 bits', 'key_weak', {...testKey('RS256', 'k', 1024).jwk, kid: key.kid}],
    ['no modulus', 'key_invalid', {...key.jwk, n: undefined}],
    ['a modulus with padding', 'key_invalid', {...key.jwk, n: `${key.jwk.n}==`}],
    ['a number for a modulus', 'key_invalid', {...key.jwk, n: 7}],
    ['a fitting key twice', 'key_ambiguous', key.jwk, {...testKey('RS256').jwk, kid: key.kid}],
  ]
  for (const [what, code, ...jwks] of rows) it(`rejects by ${what}`, () => rejects(code, token, {}, from(...jwks)))

  it('rejects points off the curve, on another curve, and cut short', async () => {
    const mine = signed(elliptic, idClaims)
    const x = Buffer.from(String(elliptic.jwk.x), 'base64url')
    x[31] = (x[31] ?? 0) ^ 1
    await rejects('key_invalid', mine, {}, from({...elliptic.jwk, x: x.toString('base64url')}))
    await rejects('key_invalid', mine, {}, from({...elliptic.jwk, x: Buffer.alloc(32).toString('base64url')}))
    await rejects('key_invalid', mine, {}, from({...elliptic.jwk, y: undefined}))
    await rejects('key_mismatch', mine, {}, from({...testKey('ES384').jwk, kid: elliptic.kid, alg: undefined}))
  })

  it('passes over keys it does not know', async () => {
    await accepts(
      token,
      {},
      from(null, 7, 'key', [], {}, {kty: 'AKP', kid: key.kid}, {kty: 'oct', kid: key.kid}, key.jwk),
    )
  })

  it('uses a key that says as little as possible, and goes without a key id where one key fits', async () => {
    const {kty, n, e} = key.jwk
    const anonymous = signed(key, idClaims, {kid: undefined})
    await accepts(anonymous, {}, from({kty, n, e}))
    await accepts(anonymous, {}, from(key.jwk, elliptic.jwk))
    await rejects('key_ambiguous', anonymous, {}, from(key.jwk, testKey('RS256', 'other').jwk))
    await rejects('key_unknown', token, {}, from({kty, n, e}))
  })

  it('warns of a published private key, and never lets it out', async () => {
    const exposed = {...key.privateKey.export({format: 'jwk'}), kid: key.kid}
    const verdict = await judge(token, {}, from(exposed))
    assert.ok(verdict.valid)
    assert.deepEqual(verdict.warnings, [
      'The key set publishes the secret part of key “RS256-key”: whoever reads it can sign.',
    ])
    assert.ok(!JSON.stringify(verdict).includes(String(exposed.d)))
  })
})

describe('verifyToken, the times', () => {
  const rows: [what: string, code: string, claims: object, leeway?: number][] = [
    ['the very end', 'exp', {exp: at}],
    ['the end a second past the leeway', 'exp', {exp: at - 60}, 60],
    ['no end', 'exp_missing', {exp: undefined}],
    ['text for an end', 'exp_type', {exp: `${at + 60}`}],
    ['null for an end', 'exp_type', {exp: null}],
    ['a list for an end', 'exp_type', {exp: [at + 60]}],
    ['a negative end', 'exp_type', {exp: -1}],
    ['a beginning to come', 'nbf', {nbf: at + 1}],
    ['a beginning past the leeway', 'nbf', {nbf: at + 61}, 60],
    ['text for a beginning', 'nbf_type', {nbf: `${at}`}],
    ['an issue to come', 'iat', {iat: at + 1}],
    ['an issue past the leeway', 'iat', {iat: at + 61}, 60],
    ['text for an issue', 'iat_type', {iat: 'now'}],
    ['true for an issue', 'iat_type', {iat: true}],
    ['text for a sign-in', 'auth_time_type', {auth_time: '1'}],
  ]
  for (const [what, code, claims, leeway = 0] of rows) {
    it(`rejects ${what}`, () => rejects(code, signed(key, {...idClaims, ...claims}), {leeway}))
  }
  it('rejects an infinite end', () => {
    return rejects('exp_type', signed(key, JSON.stringify(idClaims).replace(/"exp":\d+/, '"exp":1e999')))
  })
  it('accepts up to the boundary, leeway on both sides', async () => {
    await accepts(signed(key, {...idClaims, exp: at + 1, nbf: at, iat: at}))
    await accepts(signed(key, {...idClaims, exp: at + 0.5}))
    await accepts(signed(key, {...idClaims, exp: at - 59, nbf: at + 60, iat: at + 60}), {leeway: 60})
  })
  it('holds a sign-in to the age asked for', async () => {
    await accepts(signed(key, {...idClaims, auth_time: at - 10}), {maxAge: 10})
    await rejects('auth_time', signed(key, {...idClaims, auth_time: at - 11}), {maxAge: 10})
    await rejects('auth_time', signed(key, idClaims), {maxAge: 10})
  })
})

describe('verifyToken, issuer, audience and kind', () => {
  const resource = {audience: 'https://api.example'}
  const rows: [what: string, code: string, claims: object, wanted?: Partial<Expectations>, header?: object][] = [
    ['no issuer', 'iss_missing', {...idClaims, iss: undefined}],
    ...[
      `${issuer}/`,
      `${issuer}.evil.com`,
      'https://issuer',
      'https://ISSUER.example',
      'http://issuer.example',
      '',
    ].map((iss): [string, string, object] => [`the issuer “${iss}”`, 'iss', {...idClaims, iss}]),
    ['a list of issuers', 'iss', {...idClaims, iss: [issuer]}],
    ['null for an issuer', 'iss', {...idClaims, iss: null}],
    ['no audience', 'aud_missing', withoutAudience],
    ...['', [], [''], {web: 1}, ['web', 7], null, 7].map((aud): [string, string, object] => [
      `the audience ${JSON.stringify(aud)}`,
      'aud',
      {...idClaims, aud},
    ]),
    ['a longer audience', 'aud', {...idClaims, aud: 'web2'}],
    ['a shorter audience', 'aud', {...idClaims, aud: 'we'}],
    ['several audiences without azp', 'azp', {...idClaims, aud: ['web', 'other']}, {kind: 'id'}],
    ['the wrong azp', 'azp', {...idClaims, azp: 'other'}, {kind: 'id'}],
    ['the wrong azp, kind unknown', 'azp', {...idClaims, azp: 'other'}],
    ['a list for azp', 'azp', {...idClaims, azp: ['web']}, {kind: 'id'}],
    ['no subject', 'sub_missing', {...idClaims, sub: undefined}, {kind: 'id'}],
    ['a number for a subject', 'sub', {...idClaims, sub: 7}],
    ['an empty subject', 'sub', {...idClaims, sub: ''}],
    ['a subject of 256 characters', 'sub', {...idClaims, sub: 's'.repeat(256)}],
    ['no time of issue', 'iat_missing', {...idClaims, iat: undefined}, {kind: 'id'}],
    ['another nonce', 'nonce', {...idClaims, nonce: 'n2'}, {nonce: 'n'}],
    ['no nonce', 'nonce', idClaims, {nonce: 'n'}],
    ['an access token for an ID token', 'kind', accessClaims, {kind: 'id'}, {typ: 'at+jwt'}],
    ['an unmarked access token', 'typ', accessClaims, {kind: 'access', ...resource}],
    ['a logout token', 'typ', idClaims, {kind: 'id'}, {typ: 'logout+jwt'}],
    ['a DPoP proof', 'typ', idClaims, {}, {typ: 'dpop+jwt'}],
    [
      'another resource',
      'aud',
      {...accessClaims, aud: 'https://other.example'},
      {kind: 'access', ...resource},
      {typ: 'at+jwt'},
    ],
    [
      'an access token of another client',
      'client_id',
      {...accessClaims, client_id: 'x'},
      {kind: 'access'},
      {typ: 'at+jwt'},
    ],
    ['an access token without jti', 'jti', {...accessClaims, jti: undefined}, resource, {typ: 'at+jwt'}],
    ['an access token without client', 'client_id', {...accessClaims, client_id: undefined}, resource, {typ: 'at+jwt'}],
    ['a Cognito access token for an ID token', 'kind', cognitoAccess, {kind: 'id'}],
    ['a Cognito ID token for an access token', 'kind', cognitoId, {kind: 'access'}],
    ['a Cognito ID token marked at+jwt', 'kind', cognitoId, {}, {typ: 'at+jwt'}],
    ['a Cognito access token of another client', 'client_id', {...cognitoAccess, client_id: 'web2'}],
    [
      'a Cognito access token with its client in aud',
      'client_id',
      {...cognitoAccess, client_id: undefined, aud: 'web'},
    ],
    ['a Cognito access token without the resource', 'aud_missing', cognitoAccess, resource],
    ['a Cognito access token for another resource', 'aud', {...cognitoAccess, aud: 'x'}, resource],
    [
      'a Cognito ID token with its client in client_id',
      'aud_missing',
      {...cognitoId, aud: undefined, client_id: 'web'},
    ],
    ['a Cognito ID token of another client', 'aud', {...cognitoId, aud: 'web2'}],
    ['another token_use', 'token_use', {...cognitoId, token_use: 'refresh'}],
    ['a list for token_use', 'token_use', {...cognitoId, token_use: ['id']}],
    ['null for token_use', 'token_use', {...cognitoId, token_use: null}],
    ['part of a scope', 'scope', cognitoAccess, {scopes: ['notes/rea']}],
    ['a longer scope', 'scope', cognitoAccess, {scopes: ['notes/read2']}],
    ['one scope of two', 'scope', cognitoAccess, {scopes: ['notes/read', 'notes/write']}],
    ['an empty scope', 'scope', {...cognitoAccess, scope: 'notes/read'}, {scopes: ['']}],
    ['a scope asked of an ID token', 'scope', cognitoId, {scopes: ['notes/read']}],
    ['part of a group', 'group', cognitoId, {groups: ['admin']}],
    ['a group in another case', 'group', cognitoId, {groups: ['Admins']}],
    ['a group within a text', 'group', {...cognitoId, 'cognito:groups': 'admins'}, {groups: ['admins']}],
    [
      'a group that is a member of an object',
      'group',
      {...cognitoId, 'cognito:groups': {admins: 1}},
      {groups: ['admins']},
    ],
  ]
  for (const [what, code, claims, wanted, header] of rows) {
    it(`rejects ${what}`, () => rejects(code, signed(key, claims, header), wanted))
  }

  it('rejects a token of a user pool that does not say its use', async () => {
    const pool = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123'
    await rejects('token_use', signed(key, {...idClaims, iss: pool}), {issuer: pool})
    await accepts(signed(key, {...cognitoId, iss: pool}), {issuer: pool})
  })

  const good: [what: string, claims: object, wanted?: Partial<Expectations>, header?: object][] = [
    ['a list with one audience', {...idClaims, aud: ['web']}, {kind: 'id'}],
    ['several audiences with azp', {...idClaims, aud: ['other', 'web'], azp: 'web'}, {kind: 'id'}],
    ['the nonce sent', {...idClaims, nonce: 'n'}, {kind: 'id', nonce: 'n'}],
    ['typ JWT', idClaims, {kind: 'id'}, {typ: 'JWT'}],
    ['an access token of RFC 9068', accessClaims, {kind: 'access', ...resource, scopes: ['write']}, {typ: 'at+jwt'}],
    ['a Cognito access token', cognitoAccess, {kind: 'access', scopes: ['notes/read'], groups: ['admins']}],
    ['a Cognito access token for a resource', {...cognitoAccess, aud: resource.audience}, resource],
    ['a Cognito ID token', cognitoId, {kind: 'id', groups: ['admins']}],
    ['a machine’s token', {...cognitoAccess, sub: 'web', 'cognito:groups': undefined}, {kind: 'access'}],
    ['an unmarked token for an API', {...accessClaims, aud: ['https://api.example', 'x'], azp: 'web'}, resource],
  ]
  for (const [what, claims, wanted, header] of good) {
    it(`accepts ${what}`, () => accepts(signed(key, claims, header), wanted))
  }
})

describe('judgeBatch', () => {
  async function batch(tokens: readonly string[], from: KeySource) {
    const verdicts: string[] = []
    let rejected = 0
    for await (const lines of judgeBatch(tokens.join('\n'), from, expected)) {
      verdicts.push(lines.verdicts)
      rejected += lines.rejected
    }
    return {verdicts: verdicts.join('').split('\n').slice(0, -1), rejected}
  }

  it('says of every token in this file, among thousands, what was said of it alone', async () => {
    const tokens = [...judged.keys()].filter(token => token !== '' && !/^\s|^Bearer |\n|\s$/i.test(token))
    const alone = tokens.map(token => judged.get(token))
    assert.ok(tokens.length > 60)
    assert.ok(new Set(alone.map(verdict => verdict?.code)).size > 20)
    const times = Math.ceil(3000 / tokens.length)
    const {verdicts, rejected} = await batch(Array(times).fill(tokens).flat(), keys)
    const wanted = alone.map(verdict => JSON.stringify(verdict))
    assert.deepEqual(verdicts, Array(times).fill(wanted).flat())
    assert.equal(rejected, times * alone.filter(verdict => !verdict?.valid).length)
  })

  it('goes on with the issuer’s newer keys from the token that asks for them', async () => {
    const [older, newer] = [testKey('ES256', 'older'), testKey('ES256', 'newer')]
    const rotating = (): KeySource => {
      let known = keySetOf({keys: [older.jwk]})
      return {
        current: async () => known,
        newer: async () => {
          known = keySetOf({keys: [newer.jwk]})
          return known
        },
      }
    }
    const before = Array<string>(1500).fill(signed(older, idClaims))
    const tokens = [...before, signed(newer, idClaims), ...before]
    const from = rotating()
    const oneByOne: string[] = []
    for (const token of tokens) oneByOne.push(JSON.stringify(await verifyToken(token, from, expected)))
    const {verdicts, rejected} = await batch(tokens, rotating())
    assert.deepEqual(verdicts, oneByOne)
    assert.equal(rejected, 1500)
  })
})
