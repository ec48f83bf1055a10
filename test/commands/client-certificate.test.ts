import assert from 'node:assert/strict'
import {X509Certificate} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {TLSSocket} from 'node:tls'
import {type Authority, type Certificate, certificateAuthority} from '../support/certificates.ts'
import {freePort} from '../support/free-port.ts'
import {type Ended, inOwnProcess} from '../support/own-process.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {type TestWorld, testWorld} from '../support/world.ts'

describe('a client that proves itself with a certificate', function () {
  this.timeout(60_000)
  let authority: Authority
  let own: Certificate
  let provider: PlainProvider
  let world: TestWorld
  before(async () => {
    authority = certificateAuthority()
    own = authority.selfSigned('robot')
    const port = await freePort()
    const {publicKey, raw} = new X509Certificate(own.cert)
    const jwk = {...publicKey.export({format: 'jwk'}), x5c: [raw.toString('base64')], use: 'sig'}
    const getCertificate = ({socket}: {socket: unknown}) => (socket as TLSSocket).getPeerX509Certificate()
    provider = await plainProvider(
      {
        clients: [
          {
            client_id: 'robot',
            redirect_uris: [],
            response_types: [],
            grant_types: ['client_credentials'],
            token_endpoint_auth_method: 'self_signed_tls_client_auth',
            jwks: {keys: [jwk as never]},
          },
        ],
        features: {mTLS: {enabled: true, selfSignedTlsClientAuth: true, getCertificate} as never},
        discovery: {mtls_endpoint_aliases: {token_endpoint: `https://localhost:${port}/token?alias`}},
        clientAuthMethods: ['self_signed_tls_client_auth', 'client_secret_basic', 'none'],
      },
      undefined,
      {...authority.certify('localhost'), port, requestCert: true, rejectUnauthorized: false},
    )
  })
  after(async () => {
    await provider.stop()
    authority.dispose()
  })
  beforeEach(() => {
    world = testWorld()
    writeFileSync(join(world.folders.config, '..', 'own.crt'), own.cert)
    writeFileSync(join(world.folders.config, '..', 'own.key'), own.key)
  })
  afterEach(() => world.dispose())

  const file = (name: string) => join(world.folders.config, '..', name)
  function run(argv: string[], input = '', env = {}): Promise<Ended> {
    const {data, config, cache} = world.folders
    const folders = {AUTHCTL_DATA_DIR: data, AUTHCTL_CONFIG_DIR: config, AUTHCTL_CACHE_DIR: cache}
    return inOwnProcess({...folders, NODE_EXTRA_CA_CERTS: authority.file, ...env}, argv, input)
  }
  const at = () => ['--issuer', provider.issuer, '--client-id', 'robot']
  const login = ['login', '--flow', 'client-credentials', '--json']
  const both = () => ['--client-cert', file('own.crt'), '--client-key', file('own.key')]

  it('shows it at the endpoint for such clients, and gets a token', async () => {
    const {status, stdout} = await run([...login, ...at(), ...both(), '--store', 'none'])
    assert.equal(status, 0, stdout)
    const {query, body, authorization} = provider.at('/token').at(-1)!
    assert.ok(query.has('alias'), 'the alias is for clients with a certificate')
    assert.deepEqual([body.get('client_id'), body.has('client_secret'), authorization], ['robot', false, undefined])
    assert.equal(body.has('client_assertion'), false)
  })

  it('keeps certificate and key with the profile, sealed or not as it says, and renews with them', async () => {
    const keep = [
      '--client-auth',
      'tls',
      '--client-cert',
      file('own.crt'),
      '--client-key-stdin',
      '--store',
      'plaintext',
    ]
    const made = await run(['profile', 'create', 'robot', ...at(), ...keep], String(own.key))
    assert.equal(made.status, 0, made.stderr)
    assert.equal((await run(login)).status, 0)
    const before = provider.at('/token').length
    const {status, stderr} = await run(['token', 'refresh'])
    assert.equal(status, 0, stderr)
    assert.equal(provider.at('/token').length, before + 1)
  })

  it('takes the files from the environment, for the commands that renew', async () => {
    await run(['profile', 'create', 'robot', ...at(), '--client-auth', 'tls', '--store', 'plaintext'])
    const env = {AUTHCTL_CLIENT_CERT: file('own.crt'), AUTHCTL_CLIENT_KEY: file('own.key')}
    assert.equal((await run(login, '', env)).status, 0)
    assert.equal((await run(['token', 'refresh'], '', env)).status, 0)
    const {status, stdout} = await run(['token', 'refresh', '--json'])
    assert.deepEqual([status, JSON.parse(stdout).error.code], [2, 'unsupported'])
  })

  it('leaves the endpoints for such clients alone without a certificate', async () => {
    const before = provider.at('/token').length
    const {status} = await run([...login, ...at(), '--client-secret-stdin', '--store', 'none'], 'secret')
    assert.equal(status, 4)
    assert.deepEqual(
      provider
        .at('/token')
        .slice(before)
        .map(({query}) => query.has('alias')),
      [false],
    )
  })

  for (const [what, change, sentence] of [
    [
      'the key of another',
      () => writeFileSync(file('own.key'), authority.selfSigned('other').key),
      /the key is that of another/,
    ],
    [
      'a broken certificate',
      () => writeFileSync(file('own.crt'), String(own.cert).replace(/M/g, 'N')),
      /cannot be read/,
    ],
    [
      'something else for a certificate',
      () => writeFileSync(file('own.crt'), 'hello'),
      /takes a certificate and its private key/,
    ],
  ] as const)
    it(`refuses ${what}, before anything is sent`, async () => {
      change()
      await run(['profile', 'create', 'robot', ...at(), '--client-auth', 'tls', '--store', 'none'])
      const before = provider.at('/token').length
      const {status, stdout} = await run([...login, ...both()])
      assert.deepEqual([status, JSON.parse(stdout).error.code], [2, 'usage'])
      assert.match(JSON.parse(stdout).error.message, sentence)
      assert.equal(provider.at('/token').length, before)
    })
})
