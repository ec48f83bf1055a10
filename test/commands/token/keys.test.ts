import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {calculateJwkThumbprint} from 'jose'
import {type CrookedIssuer, crookedIssuer, json} from '../../support/crooked-issuer.ts'
import {plainProvider} from '../../support/plain-provider.ts'
import {poolId, testStack} from '../../support/stack.ts'
import {testKey} from '../../support/tokens.ts'
import {authctl, type TestWorld, testWorld} from '../../support/world.ts'

describe('authctl token keys', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld()
  })
  afterEach(() => world.dispose())

  it('lists what a plain provider publishes, each key with its thumbprint', async () => {
    const provider = await plainProvider()
    const published = (await (await fetch(`${provider.issuer}/jwks`)).json()) as {keys: any[]}
    const {status, json} = await authctl(world, 'token', 'keys', '--issuer', provider.issuer, '--json')
    await provider.stop()
    const thumbprint = await calculateJwkThumbprint(published.keys[0])
    assert.deepEqual(json(), {
      keys: [{kid: 'plain', kty: 'RSA', alg: 'RS256', use: 'sig', bits: 2048, thumbprint}],
    })
    assert.equal(status, 0)
  })

  it('lists the keys of a pool of the local stack', async () => {
    const stack = await testStack()
    const {json} = await authctl(world, 'token', 'keys', '--issuer', `${stack.url}/${poolId}`, '--json')
    await stack.stop()
    assert.deepEqual(
      json().keys.map(({alg, use, bits}: any) => [alg, use, bits]),
      [
        ['RS256', 'sig', 2048],
        ['RS256', 'sig', 2048],
      ],
    )
  })

  it('names every kind of key as jose does, and leaves out symmetric ones', async () => {
    const keys = [testKey('ES256'), testKey('ES512'), testKey('EdDSA')].map(({jwk}) => jwk)
    writeFileSync(join(world.cwd, 'keys.json'), JSON.stringify({keys: [...keys, {kty: 'oct', k: 'c2VjcmV0'}]}))
    const {json} = await authctl(world, 'token', 'keys', '--jwks', join(world.cwd, 'keys.json'), '--json')
    const thumbprints = await Promise.all(keys.map(key => calculateJwkThumbprint(key as never)))
    assert.deepEqual(
      json().keys.map(({thumbprint, crv}: any) => [crv, thumbprint]),
      ['P-256', 'P-521', 'Ed25519'].map((crv, at) => [crv, thumbprints[at]]),
    )
  })

  it('shows a table, and warns of a key whose secret part is published', async () => {
    const {privateKey} = testKey('ES256')
    const key = {...privateKey.export({format: 'jwk'}), kid: 'a\u001b[2J'}
    writeFileSync(join(world.cwd, 'keys.json'), JSON.stringify({keys: [key]}))
    const {stdout} = await authctl(world, 'token', 'keys', '--jwks', join(world.cwd, 'keys.json'))
    assert.match(stdout, /^KID +ALG +USE +KEY +THUMBPRINT\na\\u\{1b\}\[2J +EC P-256 +[\w-]{43}\nWarning: The key set/)
    assert.ok(!stdout.includes(String(key.d)))
  })

  describe('at an issuer that misbehaves', () => {
    let issuer: CrookedIssuer
    beforeEach(async () => {
      issuer = await crookedIssuer()
    })
    afterEach(() => issuer.stop())
    const rows: [what: string, code: string, status: number, spoil: () => void][] = [
      ['it has no list of keys', 'unreachable', 7, () => issuer.on('/jwks', () => ({keys: 'none'}))],
      ['it answers an error', 'unreachable', 7, () => issuer.on('/jwks', (_one, res) => json(res, {}, 500))],
      ['it describes another', 'unreachable', 7, () => issuer.describe({issuer: 'https://other.example'})],
      ['it names no keys', 'unreachable', 7, () => issuer.describe({jwks_uri: undefined})],
      ['its keys are on plain http', 'usage', 2, () => issuer.describe({jwks_uri: 'http://keys.example/jwks'})],
    ]
    for (const [what, code, expected, spoil] of rows)
      it(`stops with ${code} when ${what}`, async () => {
        spoil()
        const {status, json} = await authctl(world, 'token', 'keys', '--issuer', issuer.issuer, '--json')
        assert.deepEqual([status, json().error.code], [expected, code])
      })
  })

  it('stops without an issuer to ask', async () => {
    const {status, json} = await authctl(world, 'token', 'keys', '--json')
    assert.deepEqual([status, json().error.code], [2, 'profile_not_found'])
  })
})
