import assert from 'node:assert/strict'
import {constants, createPublicKey, randomBytes, verify} from 'node:crypto'
import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {readSession} from '../../src/lib/session/sessions.ts'
import {crookedIssuer, json} from '../support/crooked-issuer.ts'
import {type PlainProvider, plainProvider} from '../support/plain-provider.ts'
import {memoryKeyring} from '../support/sessions.ts'
import {toldClock} from '../support/told-clock.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, type TestWorld, testWorld} from '../support/world.ts'

for (const requireNonce of [false, true])
  describe(`authctl login --dpop${requireNonce ? ', at a server that wants its nonce' : ''}`, () => {
    let provider: PlainProvider
    let world: TestWorld
    before(async () => {
      const dPoP = {enabled: true, nonceSecret: randomBytes(32), requireNonce: () => requireNonce}
      provider = await plainProvider({features: {dPoP, userinfo: {enabled: true}}})
    })
    after(() => provider.stop())
    beforeEach(async () => {
      const browser = {open: async (url: URL) => void visitor().open(url)}
      world = testWorld({keyring: memoryKeyring(), browser})
      const scopes = ['--scope', 'openid', '--scope', 'profile', '--scope', 'offline_access']
      const at = ['--issuer', provider.issuer, '--client-id', 'cli']
      await authctl(world, 'profile', 'create', 'plain', ...at, ...scopes)
    })
    afterEach(() => world.dispose())

    const proofs = (path: string) =>
      provider.at(path).map(({dpop}) => JSON.parse(Buffer.from(dpop!.split('.')[1]!, 'base64url').toString()))

    it('binds the tokens to a key, at sign-in, renewal and use', async () => {
      const before = provider.at('/token').length
      const {status, stderr} = await authctl(world, 'login', '--dpop', '--par')
      assert.equal(status, 0, stderr)
      const {tokenSet} = (await readSession(world, {name: 'plain'}, 'default'))!
      assert.equal(tokenSet.tokenType, 'DPoP')
      const whoami = await authctl(world, 'whoami', '--json')
      assert.equal(whoami.json().subject, 'ada', whoami.stdout)
      assert.equal((await authctl(world, 'token', 'refresh')).status, 0)
      const rest = await authctl(
        world,
        'rest',
        'GET',
        `${provider.issuer}/me`,
        '--auth',
        'oidc',
        '--token',
        'access',
        '--json',
      )
      assert.equal(rest.status, 0, rest.stdout)
      const asked = proofs('/token').slice(before)
      assert.ok(asked.length >= 2 && asked.length <= 4, 'once more at most, for the nonce')
      assert.equal(new Set(asked.map(({jti}) => jti)).size, asked.length)
      assert.ok(asked.every(({htm, htu}) => htm === 'POST' && htu === `${provider.issuer}/token`))
      assert.ok(proofs('/me').every(({ath}) => ath))
      const {stdout, stderr: note} = await authctl(world, 'token', 'print', '--header')
      assert.match(stdout, /^Authorization: DPoP \S+\n$/)
      assert.match(note, /of use only with a proof/)
      const shown = await authctl(world, 'status', '--json')
      assert.equal(shown.json().bound, true)
      assert.match((await authctl(world, 'status')).stdout, /bound to +a key that is kept with them/)
    })

    it('keeps the key as safe as the tokens, and lets nobody else use them', async () => {
      await authctl(world, 'login', '--dpop')
      const {tokenSet} = (await readSession(world, {name: 'plain'}, 'default'))!
      const {d} = JSON.parse(tokenSet.proofKey!)
      const folder = join(world.folders.data, 'sessions')
      for (const name of readdirSync(folder)) assert.ok(!readFileSync(join(folder, name), 'utf8').includes(d))
      for (const scheme of ['Bearer', 'DPoP']) {
        const stolen = await fetch(`${provider.issuer}/me`, {
          headers: {authorization: `${scheme} ${tokenSet.accessToken}`},
        })
        assert.ok(stolen.status === 400 || stolen.status === 401)
      }
    })

    it('binds a machine’s token, too', async () => {
      const flags = ['--issuer', provider.issuer, '--client-id', 'machine', '--flow', 'client-credentials', '--dpop']
      await authctl(world, 'profile', 'create', 'robot', ...flags.slice(0, 4), '--client-auth', 'post')
      const env = {AUTHCTL_CLIENT_SECRET: 'machine-secret-0123456789'}
      const login = ['login', '--profile', 'robot', '--flow', 'client-credentials', '--dpop']
      assert.equal((await authctl({...world, env}, ...login)).status, 0)
      const first = (await readSession(world, {name: 'robot'}, 'default'))!.tokenSet
      assert.equal((await authctl({...world, env}, 'token', 'refresh', '--profile', 'robot')).status, 0)
      const second = (await readSession(world, {name: 'robot'}, 'default'))!.tokenSet
      assert.deepEqual([second.tokenType, second.proofKey], ['DPoP', first.proofKey])
      assert.notEqual(second.accessToken, first.accessToken)
    })
  })

describe('authctl login --dpop elsewhere', () => {
  const world = testWorld()
  after(() => world.dispose())
  const login = (issuer: string) =>
    authctl(world, 'login', '--issuer', issuer, '--client-id', 'cli', '--dpop', '--store', 'none', '--json')

  it('is refused, before anybody signs in, where the server does not speak of it', async () => {
    const issuer = await crookedIssuer()
    const {status, json} = await login(issuer.issuer)
    assert.deepEqual([status, json().error.code], [2, 'unsupported'])
    await issuer.stop()
  })

  it('takes no token that anybody could use', async () => {
    const issuer = await crookedIssuer()
    issuer.describe({dpop_signing_alg_values_supported: ['ES256']})
    const flow = ['--flow', 'client-credentials', '--dpop', '--store', 'none', '--json']
    const {status, json} = await authctl(
      {...world, env: {AUTHCTL_CLIENT_SECRET: 'x'}},
      ...['login', '--issuer', issuer.issuer, '--client-id', 'cli', ...flow],
    )
    assert.deepEqual([status, json().error.code], [6, 'token_rejected'])
    await issuer.stop()
  })

  for (const alg of ['ES256', 'Ed25519', 'PS256', 'RS256'])
    it(`proves itself anew when it has to come back later (${alg})`, async () => {
      const issuer = await crookedIssuer()
      issuer.describe({dpop_signing_alg_values_supported: [alg]})
      const seen = new Set<unknown>()
      issuer.on('/token', ({dpop}, res) => {
        const {header, claims} = opened(dpop!)
        assert.deepEqual([header.alg, claims.htm, claims.htu], [alg, 'POST', `${issuer.issuer}/token`])
        seen.add(claims.jti)
        if (seen.size < issuer.at('/token').length) return json(res, {error: 'invalid_dpop_proof'}, 400)
        if (seen.size < 3) return json(res, {}, seen.size === 1 ? 429 : 503, {'retry-after': '0'})
        return issuer.answer({id_token: undefined, token_type: 'DPoP'})
      })
      const flow = ['--flow', 'client-credentials', '--dpop', '--store', 'none', '--json']
      const {status, stdout} = await authctl(
        {...world, clock: toldClock(), env: {AUTHCTL_CLIENT_SECRET: 'x'}},
        ...['login', '--issuer', issuer.issuer, '--client-id', 'cli', ...flow],
      )
      assert.deepEqual([status, seen.size], [0, 3], stdout)
      await issuer.stop()
    })

  for (const alg of ['ES256', 'Ed25519', 'PS256', 'RS256'])
    it(`makes a key for ${alg}, and gives up when the nonce is never right`, async () => {
      const issuer = await crookedIssuer()
      issuer.describe({dpop_signing_alg_values_supported: [alg]})
      const algs: string[] = []
      issuer.on('/token', ({dpop}, res) => {
        algs.push(JSON.parse(Buffer.from(dpop!.split('.')[0]!, 'base64url').toString()).alg)
        json(res, {error: 'use_dpop_nonce'}, 400, {'dpop-nonce': `nonce-${algs.length}`})
      })
      const flow = ['--flow', 'client-credentials', '--dpop', '--store', 'none', '--json']
      const {status} = await authctl(
        {...world, env: {AUTHCTL_CLIENT_SECRET: 'x'}},
        ...['login', '--issuer', issuer.issuer, '--client-id', 'cli', ...flow],
      )
      assert.deepEqual([status, algs], [4, [alg, alg]])
      await issuer.stop()
    })
})

/** A proof whose signature is good by the key inside. */
function opened(proof: string): {header: {alg: string}; claims: {jti: string; htm: string; htu: string}} {
  const [header, claims, signature] = proof.split('.')
  const told = JSON.parse(Buffer.from(header!, 'base64url').toString())
  const key = {
    key: createPublicKey({key: told.jwk, format: 'jwk'}),
    dsaEncoding: 'ieee-p1363' as const,
    ...(told.alg === 'PS256' && {padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32}),
  }
  const hash = told.alg === 'Ed25519' ? null : 'sha256'
  assert.ok(verify(hash, Buffer.from(`${header}.${claims}`), key, Buffer.from(signature!, 'base64url')), told.alg)
  return {header: told, claims: JSON.parse(Buffer.from(claims!, 'base64url').toString())}
}
