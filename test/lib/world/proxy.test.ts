import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {proxyFor} from '../../../src/lib/world/node/proxy.ts'
import {type Authority, certificateAuthority} from '../../support/certificates.ts'
import {type ConnectProxy, connectProxy} from '../../support/connect-proxy.ts'
import {type CrookedIssuer, crookedIssuer, json} from '../../support/crooked-issuer.ts'
import {inOwnProcess} from '../../support/own-process.ts'
import {type TlsFront, tlsFront} from '../../support/tls-front.ts'
import {signed} from '../../support/tokens.ts'
import {type TestWorld, testWorld} from '../../support/world.ts'

describe('the proxy for an address', () => {
  const named = {HTTPS_PROXY: 'http://proxy.example:3128'}
  const of = (env: Record<string, string>, url = 'https://id.example.com/') => proxyFor(env, new URL(url))

  for (const [env, where] of [
    [{HTTPS_PROXY: 'http://a:1'}, 'a:1'],
    [{https_proxy: 'http://b:2', HTTPS_PROXY: 'http://a:1'}, 'b:2'],
    [{HTTPS_PROXY: 'a'}, 'a:80'],
    [{HTTPS_PROXY: 'https://a'}, 'a:443'],
    [{HTTPS_PROXY: ' http://a:1/ '}, 'a:1'],
    [{HTTPS_PROXY: 'http://[fd00::1]:1'}, 'fd00::1:1'],
    [{HTTPS_PROXY: ''}, undefined],
    [{https_proxy: '', HTTPS_PROXY: 'http://a:1'}, undefined],
    [{HTTP_PROXY: 'http://a:1'}, undefined],
    [{}, undefined],
  ] as const)
    it(`is ${where ?? 'none'} with ${JSON.stringify(env)}`, () => {
      const found = of(env as Record<string, string>)
      assert.equal(found && `${found.hostname}:${found.port}`, where)
    })

  it('is another one for plain http', () => {
    assert.equal(of({http_proxy: 'http://a:1'}, 'http://b.example')?.hostname, 'a')
    assert.equal(of({HTTP_PROXY: 'http://a:1'}, 'http://b.example')?.hostname, 'a')
    assert.equal(of(named, 'http://b.example'), undefined)
  })

  for (const url of ['127.0.0.1', '127.8.9.1:99', 'localhost', 'a.localhost', '[::1]:8'])
    it(`is none for ${url}, whatever is set`, () => {
      const all = {...named, HTTP_PROXY: 'http://proxy.example', NO_PROXY: ''}
      assert.equal(of(all, `https://${url}/`), undefined)
      assert.equal(of(all, `http://${url}/`), undefined)
    })

  for (const [list, exempt] of [
    ['*', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['ID.Example.COM', true],
    ['a.example, id.example.com', true],
    ['a.example id.example.com', true],
    ['id.example.com:443', true],
    ['id.example.com:8443', false],
    ['ample.com', false],
    ['id.example.com.evil.example', false],
    ['', false],
    [',', false],
  ] as const)
    it(`is ${exempt ? 'none' : 'the same'} with NO_PROXY=${JSON.stringify(list)}`, () => {
      assert.equal(of({...named, NO_PROXY: list}) === undefined, exempt)
      assert.equal(of({...named, no_proxy: list, NO_PROXY: 'nothing'}) === undefined, exempt)
    })

  it('is exempted by its address, too', () => {
    assert.equal(of({...named, NO_PROXY: '10.1.2.3,[fd00::1]'}, 'https://10.1.2.3/'), undefined)
    assert.equal(of({...named, NO_PROXY: '10.1.2.3,[fd00::1]'}, 'https://[fd00::1]/'), undefined)
    assert.equal(of({...named, NO_PROXY: 'fd00::1'}, 'https://[fd00::1]/'), undefined)
  })
})

describe('authctl behind a proxy', function () {
  this.timeout(120_000)
  let authority: Authority
  let behind: CrookedIssuer
  let front: TlsFront
  let proxy: ConnectProxy
  let closed: ConnectProxy
  let world: TestWorld
  const issuer = 'https://id.proxied.example'
  const password = 'proxy-Passw0rd-%-canary'
  const secrets = ['Passw0rd', ...['u', 'ada'].map(user => basicOf(`${user}:${password}`).slice(8, 24))]
  before(async () => {
    authority = certificateAuthority()
    behind = await crookedIssuer()
    behind.describe({issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token`})
    behind.on('/token', () => ({access_token: 'a', token_type: 'Bearer', expires_in: 60}))
    behind.on('/graphql', () => ({data: {me: 'ada'}}))
    behind.on('/', (_received, res) => json(res, {Username: 'ada', Enabled: true, UserStatus: 'CONFIRMED'}))
    front = await tlsFront(authority.certify('id.proxied.example'), behind.issuer)
    proxy = await connectProxy({'id.proxied.example:443': front.port})
    closed = await connectProxy({'id.proxied.example:443': front.port}, `ada:${password}`)
  })
  after(async () => {
    proxy.stop()
    closed.stop()
    front.stop()
    await behind.stop()
    authority.dispose()
  })
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  const token = () => signed(behind.key, {...behind.claims(), iss: issuer})
  const verify = ['token', 'verify', '-', '--issuer', issuer, '--client-id', 'cli', '--kind', 'id', '--json']
  const run = (env: NodeJS.ProcessEnv, argv: readonly string[], input = '') =>
    inOwnProcess(
      {
        AUTHCTL_CONFIG_DIR: world.folders.config,
        AUTHCTL_DATA_DIR: world.folders.data,
        AUTHCTL_CACHE_DIR: world.folders.cache,
        NODE_EXTRA_CA_CERTS: authority.file,
        ...env,
      },
      argv,
      input,
    )
  const asked = async (which: ConnectProxy, work: () => Promise<unknown>) => {
    const before = which.asked.length
    await work()
    return which.asked.slice(before)
  }
  const through = 'id.proxied.example:443'

  for (const more of [{}, {NODE_USE_ENV_PROXY: '1'}])
    it(`verifies a token with keys from beyond ${JSON.stringify(more)}`, async () => {
      const env = {https_proxy: `http://127.0.0.1:${proxy.port}`, ...more}
      const went = await asked(proxy, async () => {
        const {status, stdout} = await run(env, verify, token())
        assert.equal(status, 0)
        assert.equal(JSON.parse(stdout).valid, true)
      })
      assert.deepEqual([...new Set(went)], [through])
    })

  it('speaks TLS to the proxy, too', async () => {
    const outside = await tlsFront(authority.certify('127.0.0.1'), `http://127.0.0.1:${proxy.port}`)
    const went = await asked(proxy, async () => {
      const {status, stderr} = await run({HTTPS_PROXY: `https://127.0.0.1:${outside.port}`}, verify, token())
      assert.equal(`${status} ${stderr}`, '0 ')
    })
    outside.stop()
    assert.deepEqual([...new Set(went)], [through])
  })

  it('shows the proxy its login, and asks for tokens', async () => {
    const url = `http://ada:${encodeURIComponent(password)}@127.0.0.1:${closed.port}`
    const argv = ['login', '--flow', 'client-credentials', '--issuer', issuer, '--client-id', 'cli', '--store=none']
    const went = await asked(closed, async () => {
      const {status, stderr} = await run({HTTPS_PROXY: url, AUTHCTL_CLIENT_SECRET: 's'}, [...argv, '--json'])
      assert.equal(`${status} ${stderr}`, '0 ')
    })
    assert.deepEqual([...new Set(went)], [through])
    assert.equal(behind.at('/token').length, 1)
  })

  it('calls a GraphQL API', async () => {
    const argv = ['graphql', '{me}', '--url', `${issuer}/graphql`, '--auth', 'none', '--json']
    const {status, stdout, stderr} = await run({HTTPS_PROXY: `127.0.0.1:${proxy.port}`}, argv)
    assert.equal(`${status} ${stderr}`, '0 ')
    assert.deepEqual(JSON.parse(stdout).data, {me: 'ada'})
  })

  it('opens a line for subscriptions', async () => {
    const argv = ['graphql', 'subscribe', 'subscription {me}', '--url', `${issuer}/graphql`, '--auth', 'none', '--json']
    const went = await asked(proxy, async () => {
      const {status, stderr} = await run({HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`}, argv)
      assert.notEqual(status, 1, stderr)
    })
    assert.deepEqual([...new Set(went)], [through])
  })

  const directory = ['user', 'show', 'ada', '--endpoint', issuer, '--user-pool-id', 'eu-west-1_Abcdefghi', '--json']
  const aws = {AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example', AWS_EC2_METADATA_DISABLED: 'true'}

  it('asks the Cognito API', async () => {
    const went = await asked(proxy, async () => {
      const {status, stdout, stderr} = await run({HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, ...aws}, directory)
      assert.equal(`${status} ${stderr}`, '0 ')
      assert.equal(JSON.parse(stdout).username, 'ada')
    })
    assert.deepEqual([...new Set(went)], [through])
  })

  it('is asked for nothing by what needs no server: no news, no statistics', async () => {
    const env = {HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, HTTP_PROXY: `http://127.0.0.1:${proxy.port}`}
    const flags = ['--issuer', issuer, '--client-id', 'cli']
    for (const line of [
      ['--version'],
      ['login', '--help'],
      ['profile', 'create', 'x', ...flags],
      ['status', '--all'],
    ]) {
      const went = await asked(proxy, () => run(env, line))
      assert.deepEqual(went, [], line.join(' '))
    }
    const decoded = await asked(proxy, async () => {
      const claims = {iss: issuer, sub: 'ada'}
      const header = {jku: `${issuer}/keys`, x5u: `${issuer}/x`}
      const {status} = await run(env, ['token', 'decode', '-'], signed(behind.key, claims, header))
      assert.equal(status, 0)
    })
    assert.deepEqual(decoded, [])
    assert.deepEqual([...new Set(await asked(proxy, () => run(env, verify, token())))], [through])
  })

  it('goes straight on where NO_PROXY says so, and to this machine', async () => {
    const env = {HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, HTTP_PROXY: `http://127.0.0.1:${proxy.port}`}
    const home = await crookedIssuer()
    const went = await asked(proxy, async () => {
      const exempt = await run({...env, NO_PROXY: '.proxied.example'}, verify, token())
      assert.equal(JSON.parse(exempt.stdout).error.code, 'unreachable')
      const here = signed(home.key, home.claims())
      const {status} = await run(
        {...env, NODE_USE_ENV_PROXY: '1'},
        verify.map(word => (word === issuer ? home.issuer : word)),
        here,
      )
      assert.equal(status, 0)
    })
    await home.stop()
    assert.deepEqual(went, [])
  })

  it('asks for AWS credentials on the same way', async () => {
    const home = join(world.folders.data, 'home')
    const cache = join(home, '.aws', 'sso', 'cache')
    mkdirSync(cache, {recursive: true})
    const start = 'https://start.proxied.example/start'
    const session = {startUrl: start, region: 'eu-west-1', accessToken: 'sso', expiresAt: '2049-01-01T00:00:00Z'}
    writeFileSync(join(cache, `${createHash('sha1').update(start).digest('hex')}.json`), JSON.stringify(session))
    const words = {sso_start_url: start, sso_region: 'eu-west-1', sso_account_id: '123456789012', sso_role_name: 'r'}
    const lines = Object.entries(words).map(([name, value]) => `${name} = ${value}`)
    writeFileSync(join(home, '.aws', 'config'), `[default]\n${lines.join('\n')}\n`)
    const env = {HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, HOME: home}
    const iam = ['graphql', '{me}', '--url', `${issuer}/graphql`, '--auth', 'iam', '--region', 'eu-west-1', '--json']
    for (const line of [directory, iam]) {
      const went = await asked(proxy, () => run(env, line))
      assert.deepEqual([...new Set(went)], ['portal.sso.eu-west-1.amazonaws.com:443'])
    }
  })

  for (const [what, variable, code, sentence] of [
    [
      'one that refuses the login',
      () => `http://ada:wrong-${password.replace('%', '%25')}@127.0.0.1:${closed.port}`,
      'unreachable',
      /wants a user name and a password/,
    ],
    [
      'one that does not know the host',
      () => `http://u:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`,
      'unreachable',
      /refused to connect to other\.example:443: HTTP 403/,
    ],
    [
      'one that is not there',
      () => `http://u:${encodeURIComponent(password)}@127.0.0.1:1`,
      'unreachable',
      /The proxy 127\.0\.0\.1:1 \(HTTPS_PROXY\) cannot be reached: ECONNREFUSED/,
    ],
    [
      'a SOCKS proxy',
      () => `socks5://u:${encodeURIComponent(password)}@127.0.0.1:1080`,
      'config_invalid',
      /HTTPS_PROXY names a SOCKS proxy/,
    ],
    [
      'no address',
      () => `http://u:${encodeURIComponent(password)}@:x`,
      'config_invalid',
      /HTTPS_PROXY is not an address/,
    ],
    ['a login with a bare %', () => `http://u:${password}@127.0.0.1:1`, 'config_invalid', /must be written %25/],
  ] as const)
    it(`says what is wrong with ${what}, and never its password`, async () => {
      const elsewhere = what.includes('know') ? 'https://other.example' : issuer
      const lines = [
        verify.map(word => (word === issuer ? elsewhere : word)),
        ['graphql', '{me}', '--url', `${elsewhere}/graphql`, '--auth', 'none', '--json'],
        directory.map(word => (word === issuer ? elsewhere : word)),
      ]
      const all = await Promise.all(
        lines.map(line =>
          run({HTTPS_PROXY: variable(), ...aws, DEBUG: '*', NODE_DEBUG: 'http,net,tls,undici'}, line, token()),
        ),
      )
      for (const {stdout, stderr} of all) {
        const {error} = JSON.parse(stdout)
        assert.equal(error.code, code, error.message)
        assert.match(error.message, sentence)
        assert.ok(!stdout.includes('    at '), stdout)
        for (const secret of secrets) assert.ok(!`${stdout}${stderr}`.includes(secret), secret)
      }
    })
})

function basicOf(words: string): string {
  return Buffer.from(words).toString('base64')
}
