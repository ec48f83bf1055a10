import assert from 'node:assert/strict'
import fc from 'fast-check'
import {Failure} from '../../../src/lib/failure.ts'
import {decodeToken} from '../../../src/lib/token/decode.ts'
import {givenToken, type Input} from '../../../src/lib/token/given.ts'
import {part, signed, testKey} from '../../support/tokens.ts'

const header = part({alg: 'RS256', kid: 'k'})
const payload = part({sub: 'ada'})

describe('decodeToken', () => {
  it('gives back header and claims, and says that nothing was verified', () => {
    const claims = {sub: 'ada', token_use: 'access', exp: 1_700_000_000, 'cognito:groups': ['admins']}
    assert.deepEqual(decodeToken(`${header}.${part(claims)}.c2ln`), {
      header: {alg: 'RS256', kid: 'k'},
      claims,
      verified: false,
      kind: 'access',
    })
  })

  it('gives back whatever was signed', () => {
    const key = testKey('ES256')
    const member = fc.string({unit: 'binary'})
    const value = fc.oneof(member, fc.integer(), fc.boolean(), fc.array(member), fc.dictionary(member, fc.integer()))
    fc.assert(
      fc.property(fc.dictionary(member, value), claims => {
        assert.deepEqual(decodeToken(signed(key, claims)).claims, JSON.parse(JSON.stringify(claims)))
      }),
    )
  })

  const kinds: [kind: string, header: object, claims: object][] = [
    ['id', {alg: 'RS256'}, {token_use: 'id', scope: 'x'}],
    ['access', {alg: 'RS256'}, {token_use: 'access', nonce: 'n'}],
    ['other', {alg: 'RS256'}, {token_use: ['id']}],
    ['other', {alg: 'RS256'}, {token_use: 'toString'}],
    ['access', {alg: 'RS256', typ: 'at+jwt'}, {}],
    ['access', {alg: 'RS256', typ: 'Application/AT+JWT'}, {}],
    ['id', {alg: 'RS256', typ: 'JWT'}, {nonce: 'n'}],
    ['access', {alg: 'RS256', typ: 'JWT'}, {scope: 'read'}],
    ['other', {alg: 'RS256'}, {}],
  ]
  for (const [kind, head, claims] of kinds) {
    it(`takes ${JSON.stringify({...head, ...claims})} for ${kind}`, () => {
      assert.equal(decodeToken(`${part(head)}.${part(claims)}.`).kind, kind)
    })
  }

  it('names an encrypted refresh token of Cognito', () => {
    const jwe = {cty: 'JWT', enc: 'A256GCM', alg: 'RSA-OAEP'}
    assert.deepEqual(decodeToken(`${part(jwe)}.YQ.YQ.YQ.YQ`), {
      header: jwe,
      verified: false,
      kind: 'refresh',
      remarks: ['This is an encrypted refresh token of Amazon Cognito: only its issuer can read the claims.'],
    })
  })

  const remarkable: [what: string, header: object, remark: RegExp][] = [
    ['no signature', {alg: 'nOnE'}, /unsigned token proves nothing/],
    ['a critical extension', {alg: 'RS256', crit: ['x']}, /Critical extensions/],
    ['HMAC', {alg: 'HS256'}, /HMAC is refused/],
    ['a key of its own', {alg: 'RS256', jku: 'https://evil.example/keys'}, /brings its own key \(jku\)/],
  ]
  for (const [what, head, remark] of remarkable) {
    it(`shows a token with ${what}, with a remark`, () => {
      const decoded = decodeToken(`${part(head)}.${payload}.`)
      assert.deepEqual(decoded.header, head)
      assert.match(decoded.remarks?.join('\n') ?? '', remark)
    })
  }

  const unreadable: [what: string, token: string, sentence: RegExp][] = [
    ['an empty text', '', /^The token is empty\.$/],
    ['an opaque token', 'gho_16C7e42F292c6912E7710c838347Ae178B4a', /opaque/],
    ['two parts', `${header}.${payload}`, /2 parts instead of 3/],
    ['four parts', `${header}.${payload}.a.b`, /4 parts instead of 3/],
    [
      'padding',
      `${header}.${Buffer.from('{"a":1}').toString('base64')}.`,
      /payload is not strict base64url: it has pad/,
    ],
    ['the standard alphabet', `${header}.${payload}.ab+/`, /signature is not strict base64url: it uses the standard/],
    ['whitespace', `${header}.${payload.slice(0, 4)}\n${payload.slice(4)}.`, /payload .* it has whitespace/],
    ['unused bits', `${header}.${payload}.YR`, /signature is not strict base64url\.$/],
    ['junk', `${header}.${payload}!.`, /payload is not strict base64url/],
    ['invalid UTF-8', `${header}.${part(Buffer.from([0x7b, 0xff, 0x7d]))}.`, /payload is not valid UTF-8/],
    ['overlong UTF-8', `${header}.${part(Buffer.from([0x7b, 0xc0, 0xaf, 0x7d]))}.`, /payload is not valid UTF-8/],
    ['a byte order mark', `${header}.${part('\ufeff{}')}.`, /byte order mark/],
    ['an array', `${header}.${part('[1]')}.`, /payload is JSON, but not an object/],
    ['a string', `${header}.${part('"{}"')}.`, /not an object/],
    ['null', `${header}.${part('null')}.`, /not an object/],
    ['a number', `${header}.${part('7')}.`, /not an object/],
    ['an empty payload', `${header}..`, /payload is not JSON/],
    ['trailing data', `${header}.${part('{} {}')}.`, /payload is not JSON/],
    ['a header that is no object', `${part('[]')}.${payload}.`, /header is JSON, but not an object/],
    ['a duplicate member', `${header}.${part('{"sub":"a","x":1,"sub":"b"}')}.`, /payload has “sub” twice/],
    ['an escaped duplicate', `${part('{"alg":"RS256","\\u0061lg":"none"}')}.${payload}.`, /header has “alg” twice/],
    ['a nested duplicate', `${header}.${part('{"a":[{"b":{"c":1 , "c" :2}}]}')}.`, /payload has “c” twice/],
    ['a duplicate __proto__', `${header}.${part('{"__proto__":1,"__proto__":2}')}.`, /“__proto__” twice/],
    ['deep nesting', `${header}.${part(`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)}.`, /deeper than 64/],
    ['deep nesting never closed', `${header}.${part('{"a":'.repeat(20_000))}.`, /deeper than 64/],
    ['too many characters', 'a'.repeat(1024 * 1024 + 1), /1048576 are the limit/],
    ['a million dots', '.'.repeat(1_000_000), /more than 5 parts/],
    ['an encrypted token whose header is no object', `${part('[]')}.a.b.c.d`, /header is JSON, but not an object/],
  ]
  for (const [what, token, sentence] of unreadable) {
    it(`refuses ${what} in one sentence`, () => {
      assert.throws(
        () => decodeToken(token),
        (error: unknown) => error instanceof Failure && error.code === 'usage' && sentence.test(error.message),
      )
    })
  }

  it('does not take equal names in different objects, or equal values, for duplicates', () => {
    const claims = {a: {b: 1}, b: {b: 'b'}, c: ['b', 'b', {b: 1}, {b: 1}], 'x":"': 'x":"', d: 'a\\'}
    assert.deepEqual(decodeToken(`${header}.${part(claims)}.`).claims, claims)
  })

  it('keeps a member called __proto__ as data', () => {
    const {claims = {}} = decodeToken(`${header}.${part('{"__proto__":{"sub":"ada"}}')}.`)
    assert.deepEqual(Object.keys(claims), ['__proto__'])
    assert.equal(claims.sub, undefined)
  })

  it('reads a megabyte in less than five seconds', () => {
    const claims = {a: Array.from({length: 100_000}, (_, n) => `${n}`).join('"')}
    const token = `${header}.${part(claims)}.`.slice(0, 1024 * 1024)
    const start = performance.now()
    assert.deepEqual(decodeToken(token).claims, claims)
    assert.ok(performance.now() - start < 5000)
  })

  it('answers any garbage with a Failure', () => {
    const garbage = fc.oneof(
      fc.string({unit: 'binary'}),
      fc.array(fc.string({unit: 'binary'}).map(part), {minLength: 1, maxLength: 6}).map(parts => parts.join('.')),
      fc.array(fc.json().map(part), {minLength: 3, maxLength: 3}).map(parts => parts.join('.')),
    )
    fc.assert(
      fc.property(garbage, text => {
        try {
          assert.equal(decodeToken(text).verified, false)
        } catch (error) {
          assert.ok(error instanceof Failure, String(error))
        }
      }),
    )
  })
})

describe('givenToken', () => {
  const given = (argument: string | undefined, input: Input) => givenToken(argument, input, 'token decode')
  const piped = (text: string) => ({inputIsTerminal: false, readInput: async () => text})
  const terminal = {inputIsTerminal: true, readInput: async () => assert.fail('nobody should wait for typing')}

  it('reads a pipe without an argument, and with “-”', async () => {
    assert.equal(await given(undefined, piped(' a.b.c\r\n')), 'a.b.c')
    assert.equal(await given('-', piped('Bearer a.b.c\n')), 'a.b.c')
  })
  it('takes the argument before a pipe', async () => assert.equal(await given('a.b.c', piped('x')), 'a.b.c'))
  it('leaves the stored token to the caller at a terminal, and where standard input is /dev/null', async () => {
    assert.equal(await given(undefined, terminal), undefined)
    assert.equal(await given(undefined, {...terminal, inputIsTerminal: false, inputIsNull: true}), undefined)
  })
  for (const [text, argument] of [
    ['', undefined],
    [' \r\n', '-'],
    ['x', ''],
  ] as const) {
    it(`refuses emptiness: ${JSON.stringify([text, argument])}`, async () => {
      await assert.rejects(given(argument, piped(text)), {name: 'Failure', code: 'usage'})
    })
  }
})
