import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {documents, serve} from '../../support/json-server.ts'
import {signed, testKey} from '../../support/tokens.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../../support/world.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const at = now / 1000
const issuer = 'https://issuer.example'
const key = testKey('RS256')
const claims = {
  iss: issuer,
  sub: 'a1',
  token_use: 'access',
  client_id: 'web',
  scope: 'openid',
  username: 'ada\nVALID',
  iat: at,
  exp: at + 3600,
}
const token = signed(key, claims)

describe('authctl token verify', () => {
  const worlds: TestWorld[] = []
  const world = (input = '', changes = {}) => {
    const made = testWorld({
      clock: {now: () => now, sleep: async () => {}},
      fetch: async () => assert.fail('nobody may be asked'),
      terminal: silentTerminal(input),
      ...changes,
    })
    worlds.push(made)
    writeFileSync(join(made.cwd, 'keys.json'), JSON.stringify({keys: [key.jwk]}))
    return made
  }
  const verify = (here: TestWorld, ...argv: string[]) =>
    authctl(here, 'token', 'verify', '--jwks', join(here.cwd, 'keys.json'), ...argv)
  const parties = ['--issuer', issuer, '--client-id', 'web']
  after(() => {
    for (const made of worlds) made.dispose()
  })

  it('accepts with keys from a file, without any request', async () => {
    const {json, status, stderr} = await verify(world(`${token}\r\n`), ...parties, '--json')
    assert.deepEqual(json(), {valid: true, code: 'valid', rule: 'Cognito access token', kind: 'access', claims})
    assert.deepEqual([status, stderr], [0, ''])
  })

  it('tells people what held, and for how long', async () => {
    const {stdout} = await verify(world(token), ...parties)
    assert.equal(
      stdout,
      `Valid · Cognito access token · ends in 1 hour

  iss        https://issuer.example
  sub        a1
  token_use  access
  client_id  web
  scope      openid
  username   ada\\u{a}VALID
  iat        2026-03-01T12:00:00Z (now)
  exp        2026-03-01T13:00:00Z (in 1 hour)
`,
    )
  })

  it('rejects with status 6, the answer still on stdout', async () => {
    const {json, status} = await verify(world(token), ...parties, '--at', '2026-03-01T13:00:00Z', '--json')
    assert.deepEqual(json(), {
      valid: false,
      code: 'exp',
      rule: 'The token has not expired (RFC 7519, 4.1.4).',
      message: 'The token expired at 2026-03-01T13:00:00.000Z.',
      claims,
    })
    assert.equal(status, 6)
  })

  it('never says valid of a token it rejects', async () => {
    const forged = signed(testKey('RS256'), claims)
    const {stdout, stderr, status} = await verify(world(forged), ...parties)
    assert.equal(status, 6)
    assert.match(stdout, /^Rejected · signature\n/)
    assert.doesNotMatch(stdout + stderr, /\bvalid\b/i)
  })

  it('judges by the flags', async () => {
    const rows: [code: string, ...flags: string[]][] = [
      ['valid', '--kind', 'access', '--scope', 'openid', '--alg', 'RS256'],
      ['kind', '--kind', 'id'],
      ['scope', '--scope', 'openid', '--scope', 'email'],
      ['group', '--group', 'admins'],
      ['nonce', '--nonce', 'n'],
      ['alg_not_allowed', '--alg', 'ES256'],
      ['aud_missing', '--audience', 'https://api.example'],
      ['iat', '--at', `${at - 1}`],
      ['valid', '--at', `${at - 1}`, '--leeway', '1'],
      ['valid', '--at', '2026-03-01T13:00:59.999+00:00', '--leeway', '60'],
      ['exp', '--at', '2026-03-01T13:01:00Z', '--leeway', '60'],
      ['auth_time', '--max-age', '5'],
    ]
    for (const [code, ...flags] of rows) {
      const {json, status} = await verify(world(token), ...parties, ...flags, '--json')
      assert.deepEqual([json().code, status], [code, code === 'valid' ? 0 : 6], flags.join(' '))
    }
  })

  it('needs issuer, and client or audience, or the risk named', async () => {
    const rows: [status: number, ...flags: string[]][] = [
      [2],
      [2, '--client-id', 'web'],
      [2, '--issuer', issuer],
      [2, '--skip-issuer-check'],
      [2, '--skip-audience-check'],
      [0, '--skip-issuer-check', '--client-id', 'web'],
      [0, '--skip-issuer-check', '--skip-audience-check'],
      [0, '--issuer', issuer, '--skip-audience-check'],
      [2, ...parties, '--leeway', '301'],
      [2, ...parties, '--leeway', '-1'],
      [2, ...parties, '--at', 'tomorrow'],
      [2, ...parties, '--at', '2026-03-01T12:00:00'],
      [2, ...parties, '--kind', 'refresh'],
    ]
    for (const [expected, ...flags] of rows) {
      const {status, stdout} = await verify(world(token), ...flags)
      assert.equal(status, expected, flags.join(' '))
      assert.equal(stdout.startsWith('Valid'), expected === 0)
    }
  })

  it('takes a profile’s issuer and client; with --issuer alone nothing of a profile', async () => {
    const here = world(token)
    const made = JSON.stringify({issuer: 'https://other.example', clientId: 'other'})
    writeFileSync(join(here.cwd, '.authctl.json'), made)
    assert.equal((await verify(here, '--json')).json().code, 'iss')
    assert.equal((await verify(here, ...parties, '--json')).json().code, 'valid')
    assert.equal((await verify(here, '--issuer', issuer)).status, 2)
  })

  it('finds the issuer’s keys by itself, and says so when it cannot', async () => {
    const server = await serve(
      documents(() => ({
        '/.well-known/openid-configuration': {issuer: server.origin, jwks_uri: `${server.origin}/keys`},
        '/keys': {keys: [key.jwk]},
      })),
    )
    const own = signed(key, {...claims, iss: server.origin})
    const flags = ['--issuer', server.origin, '--client-id', 'web', '--json']
    const online = {fetch: (url: URL, init?: RequestInit) => fetch(url, init)}
    try {
      assert.equal((await authctl(world(own, online), 'token', 'verify', ...flags)).json().code, 'valid')
      const byUrl = ['--jwks', `${server.origin}/keys`, ...flags]
      assert.equal((await authctl(world(own, online), 'token', 'verify', ...byUrl)).json().code, 'valid')
    } finally {
      server.stop()
    }
    const {json, status} = await authctl(world(own, online), 'token', 'verify', ...flags)
    assert.deepEqual([json().error.code, status], ['unreachable', 7])
  })

  it('stops with one sentence for keys that are none', async () => {
    const files: [content: string | undefined, message: RegExp][] = [
      [undefined, /cannot be read: it does not exist/],
      ['', /is not JSON/],
      ['[]', /not an object/],
      ['{}', /no list of keys/],
      [' '.repeat(1024 * 1024 + 1), /larger than/],
    ]
    for (const [content, message] of files) {
      const here = world(token)
      const path = join(here.cwd, 'other.json')
      if (content !== undefined) writeFileSync(path, content)
      const {json, status} = await authctl(here, 'token', 'verify', ...parties, '--jwks', path, '--json')
      assert.deepEqual([json().error.code, status], ['config_invalid', 2])
      assert.match(json().error.message, message)
    }
    const here = world(token)
    execFileSync('mkfifo', [join(here.cwd, 'pipe')])
    for (const path of ['/dev/zero', here.cwd, join(here.cwd, 'pipe')]) {
      const {json} = await authctl(here, 'token', 'verify', ...parties, '--jwks', path, '--json')
      assert.match(json().error.message, /no regular file/)
    }
    const {json, status} = await authctl(here, 'token', 'verify', ...parties, '--jwks', 'ftp://x/keys', '--json')
    assert.deepEqual([json().error.code, status], ['usage', 2])
    assert.match(json().error.message, /must begin with https:\/\/: “ftp:\/\/x\/keys”/)
    writeFileSync(join(here.cwd, 'keys.json'), '{"keys":[]}')
    assert.deepEqual((await verify(here, ...parties, '--json')).json().code, 'key_unknown')
  })

  it('stops where there is no token', async () => {
    for (const flags of [[], ['--batch']]) {
      const {status, stdout, stderr} = await verify(world(' \n'), ...parties, ...flags)
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(stderr, /There is no token on standard input/)
    }
  })

  it('answers a batch line by line, and with status 6 if any was rejected', async () => {
    const lines = [token, 'junk', '', signed(key, {...claims, exp: at}), `${token}\r`].join('\n')
    const {stdout, status} = await verify(world(lines), ...parties, '--batch')
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    assert.deepEqual(
      verdicts.map(verdict => verdict.code),
      ['valid', 'malformed', 'exp', 'valid'],
    )
    assert.equal(status, 6)
    const all = await verify(world(`${token}\n${token}`), ...parties, '--batch', '--json')
    assert.deepEqual([all.stdout.split('\n').length, all.status], [3, 0])
  })
})
