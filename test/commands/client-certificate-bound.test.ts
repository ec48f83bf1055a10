import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:https'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import type {TLSSocket} from 'node:tls'
import type {Profile} from '../../src/lib/profile/profile.ts'
import {writeProfiles} from '../../src/lib/profile/store.ts'
import {saveSession} from '../../src/lib/session/sessions.ts'
import {type Authority, type Certificate, certificateAuthority} from '../support/certificates.ts'
import {inOwnProcess} from '../support/own-process.ts'
import {adasTokens, unsignedToken} from '../support/sessions.ts'
import {type TestWorld, testWorld} from '../support/world.ts'

describe('a token that is bound to the certificate of its client', function () {
  this.timeout(60_000)
  let authority: Authority
  let own: Certificate
  let server: Server
  let world: TestWorld
  let url: string
  /** What each request showed: its path, and the certificate in the handshake. */
  const shown: [path: string, thumbprint: string | undefined][] = []
  const thumbprint = (raw: Buffer) =>
    Buffer.from(new X509Certificate(raw).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')

  before(async () => {
    authority = certificateAuthority()
    own = authority.selfSigned('robot')
    const tls = {...authority.certify('localhost'), requestCert: true, rejectUnauthorized: false}
    server = createServer(tls, ({url: path = '', headers, socket}, res) => {
      const peer = (socket as TLSSocket).getPeerX509Certificate()
      shown.push([path, peer && thumbprint(peer.raw)])
      const {cnf} = JSON.parse(Buffer.from(headers.authorization?.split('.')[1] ?? 'e30', 'base64url').toString())
      const fits = cnf === undefined || (peer && thumbprint(peer.raw) === cnf['x5t#S256'])
      const answers: Record<string, object> = {
        '/.well-known/openid-configuration': {
          issuer: url,
          userinfo_endpoint: `${url}/userinfo`,
          mtls_endpoint_aliases: {userinfo_endpoint: `${url}/mtls/userinfo`},
        },
        '/graphql': {data: {me: 'ada'}},
      }
      const refused = {'content-type': 'application/json', 'www-authenticate': 'Bearer error="invalid_token"'}
      res
        .writeHead(fits ? 200 : 401, fits ? {'content-type': 'application/json'} : refused)
        .end(JSON.stringify(fits ? (answers[path] ?? {sub: 'ada'}) : {}))
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    url = `https://localhost:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
    authority.dispose()
  })
  beforeEach(() => {
    world = testWorld()
    shown.length = 0
    writeFileSync(join(world.cwd, 'own.crt'), own.cert)
    writeFileSync(join(world.cwd, 'own.key'), own.key)
  })
  afterEach(() => world.dispose())

  async function run(line: string, {bound = true} = {}) {
    const profile: Profile = {
      ...{name: 'work', issuer: url, clientId: 'cli', clientAuth: 'tls', store: 'plaintext'},
      apis: {
        notes: {kind: 'graphql', url: `${url}/graphql`, auth: 'oidc', token: 'access'},
        rest: {kind: 'rest', url: `${url}/api`, auth: 'oidc', token: 'access'},
      },
    }
    await writeProfiles(world, {current: 'work', profiles: new Map([['work', profile]])})
    const cnf = {'x5t#S256': thumbprint(own.cert)}
    const accessToken = unsignedToken({iss: url, sub: 'ada', exp: 4_000_000_000, ...(bound && {cnf})})
    const tokens = adasTokens({
      ...{issuer: url, clientId: 'cli', tokenEndpoint: `${url}/token`, accessToken, subject: 'ada', scope: 'openid'},
      expiresAt: Date.now() + 600_000,
    })
    await saveSession(world, profile, 'default', tokens, 'plaintext')
    const {data, config, cache} = world.folders
    const folders = {AUTHCTL_DATA_DIR: data, AUTHCTL_CONFIG_DIR: config, AUTHCTL_CACHE_DIR: cache}
    const files = {AUTHCTL_CLIENT_CERT: join(world.cwd, 'own.crt'), AUTHCTL_CLIENT_KEY: join(world.cwd, 'own.key')}
    const env = {...folders, ...files, NODE_EXTRA_CA_CERTS: authority.file}
    return inOwnProcess(env, [...line.split(' '), '--json'])
  }

  for (const [line, path] of [
    ['whoami', '/mtls/userinfo'],
    ['rest GET me --api rest', '/api/me'],
    ['graphql {me} --api notes --no-validate', '/graphql'],
  ] as const)
    it(`is shown with it by authctl ${line}`, async () => {
      const {status, stdout, stderr} = await run(line)
      assert.equal(status, 0, stdout + stderr)
      assert.deepEqual(shown.at(-1), [path, thumbprint(own.cert)])
      assert.ok(
        shown.slice(0, -1).every(([, seen]) => seen === undefined),
        'what is public is fetched without',
      )
    })

  it('is the only one: an API sees no certificate beside another token', async () => {
    const {status} = await run('rest GET me --api rest', {bound: false})
    assert.deepEqual([status, shown.at(-1)], [0, ['/api/me', undefined]])
  })

  it('goes alone where the certificate is another, and is refused', async () => {
    const other = authority.selfSigned('other')
    writeFileSync(join(world.cwd, 'own.crt'), other.cert)
    writeFileSync(join(world.cwd, 'own.key'), other.key)
    const {status} = await run('rest GET me --api rest')
    assert.deepEqual([status, shown.at(-1)], [3, ['/api/me', undefined]])
  })
})
