import assert from 'node:assert/strict'
import type {RequestListener} from 'node:http'
import {gzipSync} from 'node:zlib'
import {fetchJson} from '../../../src/lib/token/bounded-fetch.ts'
import {keysFromUrl, keysOfIssuer} from '../../../src/lib/token/key-source.ts'
import {secureUrl} from '../../../src/lib/token/secure-url.ts'
import {verifyToken} from '../../../src/lib/token/verify.ts'
import {documents, type JsonServer, serve} from '../../support/json-server.ts'
import {signed, testKey} from '../../support/tokens.ts'

const network = {fetch: (url: URL, init?: RequestInit) => fetch(url, init), env: {}}
const key = testKey('ES256')
const now = Date.now()
const claims = (iss: string) => ({iss, sub: 'ada', aud: 'web', exp: now / 1000 + 60})

describe('keys of an issuer', () => {
  let server: JsonServer
  let metadata: Record<string, unknown>
  let jwks: object[]
  beforeEach(async () => {
    jwks = [key.jwk]
    server = await serve(
      documents(() => ({'/pool/.well-known/openid-configuration': metadata, '/pool/keys': {keys: jwks}})),
    )
    metadata = {issuer: `${server.origin}/pool`, jwks_uri: `${server.origin}/pool/keys`}
  })
  afterEach(() => server.stop())

  it('are found through discovery and verify a token', async () => {
    const issuer = `${server.origin}/pool`
    const verdict = await verifyToken(signed(key, claims(issuer)), keysOfIssuer(network, issuer), {
      issuer,
      clientId: 'web',
      now,
    })
    assert.equal(verdict.valid, true)
    assert.deepEqual(server.asked, ['/pool/.well-known/openid-configuration', '/pool/keys'])
  })

  it('are fetched anew once when they were rotated, however many key ids are made up', async () => {
    const keys = keysFromUrl(network, `${server.origin}/pool/keys`)
    const expected = {issuer: 'i', clientId: 'web', now}
    await verifyToken(signed(key, claims('i')), keys, expected)
    const rotated = testKey('ES256', 'rotated')
    jwks = [rotated.jwk, key.jwk]
    assert.equal((await verifyToken(signed(rotated, claims('i')), keys, expected)).valid, true)
    for (let n = 0; n < 50; n++) {
      const verdict = await verifyToken(signed(key, claims('i'), {kid: `made-up-${n}`}), keys, expected)
      assert.equal(verdict.code, 'key_unknown')
    }
    assert.equal((await verifyToken(signed(key, claims('i')), keys, expected)).valid, true)
    assert.equal(server.asked.length, 2)
  })

  it('are asked for by nobody when the token is broken before', async () => {
    const keys = keysFromUrl(network, `${server.origin}/pool/keys`)
    assert.equal((await verifyToken('a.b', keys, {issuer: 'i', clientId: 'c', now})).code, 'malformed')
    assert.deepEqual(server.asked, [])
  })

  const foreign: [what: string, change: (origin: string) => Record<string, unknown>][] = [
    ['a trailing slash', origin => ({issuer: `${origin}/pool/`})],
    ['another host', () => ({issuer: 'https://evil.example'})],
    ['no issuer', () => ({issuer: undefined})],
    ['a list of issuers', origin => ({issuer: [`${origin}/pool`]})],
    ['no jwks_uri', () => ({jwks_uri: undefined})],
  ]
  for (const [what, change] of foreign) {
    it(`are not taken from metadata with ${what}`, async () => {
      metadata = {...metadata, ...change(server.origin)}
      await assert.rejects(keysOfIssuer(network, `${server.origin}/pool`).current(), {code: 'unreachable'})
      assert.deepEqual(server.asked, ['/pool/.well-known/openid-configuration'])
    })
  }

  for (const uri of ['http://evil.example/keys', 'keys', '', 'javascript:alert(1)', 7, 'file:///etc/passwd']) {
    it(`are not fetched from ${JSON.stringify(uri)}`, async () => {
      metadata = {...metadata, jwks_uri: uri}
      await assert.rejects(keysOfIssuer(network, `${server.origin}/pool`).current(), {name: 'Failure'})
      assert.deepEqual(server.asked, ['/pool/.well-known/openid-configuration'])
    })
  }

  it('are found by RFC 8414 where OpenID Connect finds nothing', async () => {
    const other = await serve(
      documents(() => ({
        '/.well-known/oauth-authorization-server/tenant': {
          issuer: `${other.origin}/tenant`,
          jwks_uri: `${other.origin}/k`,
        },
        '/k': {keys: [key.jwk]},
      })),
    )
    try {
      assert.equal((await keysOfIssuer(network, `${other.origin}/tenant`).current()).keys.length, 1)
    } finally {
      other.stop()
    }
  })
})

describe('secureUrl', () => {
  it('takes what may be asked', () => assert.equal(secureUrl('http://LOCALHOST:1/', 'It').href, 'http://localhost:1/'))
  for (const url of ['http://issuer.example', 'https://user:secret@issuer.example', '', undefined]) {
    it(`refuses ${url}`, () => {
      assert.throws(
        () => secureUrl(url, 'It'),
        (error: Error) => error.name === 'Failure' && !/secret/.test(error.message),
      )
    })
  }
})

describe('fetchJson', () => {
  const json = {'content-type': 'application/json'}
  const rows: [what: string, code: string, message: RegExp, answer: RequestListener][] = [
    [
      'a redirect',
      'unreachable',
      /redirects; that is not followed/,
      (_, to) => to.writeHead(302, {location: '/'}).end(),
    ],
    ['status 500', 'unreachable', /answered 500/, (_, to) => to.writeHead(500, json).end('{}')],
    [
      'HTML',
      'unreachable',
      /text\/html instead of JSON/,
      (_, to) => to.writeHead(200, {'content-type': 'text/html'}).end(),
    ],
    ['no type', 'unreachable', /no type instead of JSON/, (_, to) => to.writeHead(200).end('{}')],
    ['a list', 'unreachable', /not an object/, (_, to) => to.writeHead(200, json).end('[]')],
    ['half a document', 'unreachable', /is not JSON/, (_, to) => to.writeHead(200, json).end('{"a":')],
    ['a duplicate', 'unreachable', /“a” twice/, (_, to) => to.writeHead(200, json).end('{"a":1,"a":2}')],
    ['two megabytes', 'unreachable', /larger than/, (_, to) => to.writeHead(200, json).end(`"${'a'.repeat(2e6)}"`)],
    [
      'a megabyte of zeros in a kilobyte of gzip',
      'unreachable',
      /larger than/,
      (_, to) => to.writeHead(200, {...json, 'content-encoding': 'gzip'}).end(gzipSync('0'.repeat(2e6))),
    ],
    ['silence', 'timed_out', /did not arrive/, () => {}],
    ['a body that never ends', 'timed_out', /did not arrive/, (_, to) => void to.writeHead(200, json).write('{')],
    ['a cut connection', 'unreachable', /could not be fetched/, request => void request.socket.destroy()],
  ]
  for (const [what, code, message, answer] of rows) {
    it(`stops at ${what}`, async () => {
      const server = await serve(answer)
      try {
        const asking = fetchJson(network, new URL(server.origin), 'The document', {ms: 300})
        await assert.rejects(asking, {name: 'Failure', code, message})
        assert.equal(server.asked.length, 1)
      } finally {
        server.stop()
      }
    })
  }

  it('says that nobody listens', async () => {
    const server = await serve(() => {})
    server.stop()
    await assert.rejects(fetchJson(network, new URL(server.origin), 'It'), {
      code: 'unreachable',
      message: /refuses connections/,
    })
  })

  it('ends with the reason when it is cancelled', async () => {
    const server = await serve(() => cancel.abort(new Error('enough')))
    const cancel = new AbortController()
    try {
      await assert.rejects(fetchJson({...network, cancelled: cancel.signal}, new URL(server.origin), 'It'), /enough/)
    } finally {
      server.stop()
    }
  })
})
