import assert from 'node:assert/strict'
import {cpSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Profile} from '../../src/lib/profile/profile.ts'
import {writeProfiles} from '../../src/lib/profile/store.ts'
import {readSession} from '../../src/lib/session/sessions.ts'
import {type Child, ensureBuilt, through} from '../support/built.ts'
import {type CrookedIssuer, crookedIssuer, json} from '../support/crooked-issuer.ts'
import {everyLine, type Line} from '../support/every-command.ts'
import {clientId, poolId, type TestStack, testStack} from '../support/stack.ts'
import {testKey} from '../support/tokens.ts'
import {addressOf, treeOf, worldWith} from '../support/troubled-world.ts'
import {authctl, type TestWorld} from '../support/world.ts'

/** Everything that could be made to talk. */
const talkative = {
  DEBUG: '*',
  NODE_DEBUG: 'http,https,net,tls,undici,fetch,stream',
  AUTHCTL_DEBUG: '1',
  AUTHCTL_TRACE: '1',
  AWS_ACCESS_KEY_ID: 'AKIACANARY7777777777',
  AWS_SECRET_ACCESS_KEY: 'canary+aws/secret+that+nobody+may+see',
  AWS_SESSION_TOKEN: 'canary+aws/session+token+that+nobody+may+see',
  AWS_REGION: 'us-east-1',
}

const newPassword = 'Canary-Horse-77'
const itsPassword = 'Correct-Horse-9'
const machineSecret = 'localmachine_secret_for_this_machine_only'

/** Commands that show a secret on purpose, when asked to in so many words. */
const showsTokens = new Set(['token:print'])
const showsClientSecrets = new Set(['client:create', 'client:secret:add', 'client:secret:rotate', 'client:show'])

describe('secrets', function () {
  this.timeout(60_000)
  let stack: TestStack
  let issuer: CrookedIssuer
  let nobody: string
  let template: TestWorld
  let tokens: readonly string[]

  before(async () => {
    ensureBuilt()
    stack = await testStack()
    issuer = await crookedIssuer()
    nobody = (await addressOf()).url
    template = worldWith(itsPassword)
    await profiles(template, stack.url)
    const ran = await authctl(template, 'login', '--flow', 'password', '--username', 'ada', '--password-stdin')
    assert.equal(ran.status, 0, ran.stderr)
    const {tokenSet} = (await readSession(template, {name: 'work'}, 'default'))!
    tokens = [tokenSet.accessToken, tokenSet.idToken!, tokenSet.refreshToken!]
    assert.ok(tokens.every(token => token.length > 30))
  })
  after(async () => {
    template.dispose()
    await issuer.stop()
    await stack.stop()
  })

  async function profiles(world: TestWorld, url: string): Promise<void> {
    const work: Profile = {
      ...{name: 'work', issuer: `${stack.url}/${poolId}`, clientId, userPoolId: poolId, endpoint: url},
      ...{store: 'plaintext', apis: {notes: {kind: 'graphql', url: `${url}/graphql`, auth: 'userPool'}}},
    }
    const machine: Profile = {...work, name: 'machine', clientId: 'localmachine', clientAuth: 'basic'}
    const strange: Profile = {name: 'strange', issuer: issuer.issuer, clientId: 'cli', store: 'plaintext'}
    const all = [work, machine, strange].map(profile => [profile.name, profile] as const)
    await writeProfiles(world, {current: 'work', profiles: new Map(all)})
  }

  /** A copy of the signed-in world, whose APIs are at `url`. */
  async function signedIn(url: string): Promise<TestWorld> {
    const world = worldWith()
    cpSync(template.folders.data, world.folders.data, {recursive: true})
    await profiles(world, url)
    return world
  }

  async function run(world: TestWorld, words: readonly string[], input = ''): Promise<Child> {
    return through('"$@"', world, words, input, talkative)
  }

  // What talks to nobody and holds no token has nothing to show; signing in has its own tests below.
  const lines = everyLine.filter(
    ({id, ends, slow}) =>
      !slow && (id.startsWith('token:') || !['done', 'not_found', 'usage'].includes(ends.lost)) && id !== 'login',
  )

  for (const [what, url, some] of [
    ['done', () => stack.url, lines],
    ['failing', () => nobody, lines.filter(({ends}) => ends.lost === 'unreachable').filter((_, at) => at % 4 === 0)],
  ] as const)
    describe(`of every command, ${what}`, () => {
      const results = new Map<Line, Promise<void>>()
      before(() => {
        const queue = some.map(line => ({line, settle: Promise.withResolvers<void>()}))
        for (const {line, settle} of queue) {
          settle.promise.catch(() => {})
          results.set(line, settle.promise)
        }
        const work = async () => {
          for (let next = queue.shift(); next; next = queue.shift())
            await check(next.line, url()).then(next.settle.resolve, next.settle.reject)
        }
        void work()
        void work()
      })
      for (const line of some) it(`authctl ${line.words.join(' ')}`, () => results.get(line))
    })

  async function check({id, words, input}: Line, url: string): Promise<void> {
    const world = await signedIn(url)
    try {
      const given = id === 'user:password' ? newPassword : input === 'TOKEN' ? tokens[0] : input
      const said = await run(
        world,
        words.map(word => word.replace('ISSUER', `${url}/standard`)),
        given,
      )
      const secrets = [
        ...(showsTokens.has(id) ? tokens.slice(1) : tokens),
        ...(showsClientSecrets.has(id) ? [] : [machineSecret]),
        newPassword,
      ]
      nothingShows(said, secrets, world)
    } finally {
      world.dispose()
    }
  }

  it('would be found here if they showed', async () => {
    const world = await signedIn(stack.url)
    const said = await run(world, ['token', 'print'])
    assert.equal(said.stdout.trim(), tokens[0])
    const {stderr} = await run(world, ['user', 'list'])
    assert.match(stderr, /^HTTP \d+: /m, 'nothing was made to talk')
    assert.match(stderr, /^\w+ \d+: \(left out: it may hold a secret\)$/m)
    assert.throws(() => nothingShows(said, tokens, world), /stdout shows the text/)
    world.dispose()
  })

  it('of a machine that signs in: neither its secret nor the header that proves it', async () => {
    const world = await signedIn(stack.url)
    const line = ['login', '--profile', 'machine', '--flow', 'client-credentials', '--client-secret-stdin']
    const said = await run(world, line, machineSecret)
    assert.equal(said.status, 0, said.stderr.slice(-500))
    nothingShows(said, [machineSecret, `localmachine:${machineSecret}`, ...tokens], world)
    const wrong = await run(world, line, 'canary-wrong-secret')
    assert.notEqual(wrong.status, 0)
    nothingShows(wrong, ['canary-wrong-secret', 'localmachine:canary-wrong-secret'], world)
    world.dispose()
  })

  it('of a client that signs: neither its key nor what it signed, though the server echoes it', async () => {
    issuer.on('/token', ({body}, res) =>
      json(res, {error: 'invalid_client', error_description: body.get('client_assertion')}, 401),
    )
    const world = await signedIn(stack.url)
    const {privateKey} = testKey('ES256')
    const pem = String(privateKey.export({type: 'pkcs8', format: 'pem'}))
    const line = ['login', '--profile', 'strange', '--flow', 'client-credentials', '--client-key-stdin']
    const before = issuer.at('/token').length
    const said = await run(world, line, pem)
    assert.equal(said.status, 4, said.stderr.slice(-500))
    const signature = issuer.at('/token')[before]?.body.get('client_assertion')?.split('.')[2]
    assert.ok(signature)
    const {d} = privateKey.export({format: 'jwk'})
    nothingShows(said, [signature, String(d), pem.split('\n')[1] ?? ''], world)
    world.dispose()
  })

  it('of a person who signs in with a password, right and wrong', async () => {
    const world = await signedIn(stack.url)
    for (const password of [itsPassword, newPassword]) {
      const words = ['login', '--flow', 'srp', '--username', 'ada', '--password-stdin']
      const said = await run(world, words, password)
      assert.equal(said.status, password === itsPassword ? 0 : 4)
      nothingShows(said, [password, ...tokens], world)
    }
    world.dispose()
  })

  it('of a sign-in by device code: the device code stays here', async () => {
    const device = {device_code: 'canary-device-code-0123456789', user_code: 'ABCD-EFGH', expires_in: 2, interval: 1}
    issuer.on('/device', () => ({...device, verification_uri: `${issuer.issuer}/verify`}))
    issuer.on('/token', (_, res) => json(res, {error: 'authorization_pending'}, 400))
    const world = await signedIn(stack.url)
    const said = await run(world, ['login', '--profile', 'strange', '--flow', 'device'])
    assert.equal(said.status, 7)
    assert.match(said.stderr, /ABCD-EFGH/)
    assert.ok(issuer.at('/token').length > 0)
    nothingShows(said, [device.device_code], world)
    world.dispose()
  })

  it('that the server echoes back: of a refused exchange neither code nor verifier', async () => {
    issuer.on('/token', ({body}, res) =>
      json(
        res,
        {error: 'invalid_grant', error_description: `No: ${body}`, access_token: 'canary-token-0123456789'},
        400,
      ),
    )
    const world = await signedIn(stack.url)
    const browser = join(world.cwd, 'browser')
    writeFileSync(browser, '#!/bin/sh\nexec curl -sL "$1" > /dev/null\n', {mode: 0o755})
    const before = issuer.at('/token').length
    const said = await through('"$@"', world, ['login', '--profile', 'strange'], '', {...talkative, BROWSER: browser})
    const [sent] = issuer.at('/token').slice(before)
    const [code, verifier] = [sent?.body.get('code'), sent?.body.get('code_verifier')]
    assert.ok(code && verifier, said.stderr.slice(-800))
    assert.notEqual(said.status, 0)
    nothingShows(said, [code, verifier, 'canary-token-0123456789'], world)
    world.dispose()
  })

  it('in the command line never: a usage error does not repeat them', async () => {
    const world = worldWith()
    for (const flag of ['--client-secret', '--password', '--token', '--api-key', '--passphrase']) {
      const said = await run(world, ['login', flag, 'canary-in-argv-0123'])
      assert.equal(said.status, 2)
      nothingShows(said, ['canary-in-argv-0123'], world)
    }
    world.dispose()
  })

  function nothingShows({stdout, stderr}: Child, secrets: readonly string[], world: TestWorld): void {
    const always = [talkative.AWS_SECRET_ACCESS_KEY, talkative.AWS_SESSION_TOKEN]
    const places = Object.entries({stdout, stderr, ...treeOf(world)}).filter(
      ([place]) => !place.includes('/data/sessions/') && !place.endsWith('.txt'),
    )
    for (const [place, said] of places) assert.doesNotMatch(said, credentials, place)
    for (const secret of [...always, ...secrets])
      for (const [form, text] of forms(secret))
        for (const [place, said] of places)
          assert.ok(!said.includes(text), `${place} shows ${form} of ${secret}: ${around(said, text)}`)
  }
})

/** What proves who asks, as it stands in a request. */
const credentials = /\b(?:Bearer|Basic|DPoP) [\w~+/.=-]{16,}|Signature=[0-9a-f]{64}|[Cc]ookie['"]?: ['"]?\w+=\w{8,}/

/** A secret as it may turn up: as it is, in a form, in JSON, in Basic authentication; of a JWT the signature alone. */
function forms(secret: string): [string, string][] {
  const [, , signature] = secret.split('.')
  return [
    ['the text', secret],
    ['the form-encoded text', encodeURIComponent(secret)],
    ['the base64', Buffer.from(secret).toString('base64').replace(/=+$/, '')],
    ...(signature === undefined || signature.length < 20 ? [] : [['the signature', signature] as [string, string]]),
  ]
}

function around(text: string, found: string): string {
  const at = text.indexOf(found)
  return text.slice(Math.max(0, at - 120), at + 20)
}
