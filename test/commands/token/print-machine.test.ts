import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readdirSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {type PlainProvider, plainProvider} from '../../support/plain-provider.ts'
import {authctl, silentTerminal, type TestWorld, testWorld} from '../../support/world.ts'

const secret = 'machine-secret-0123456789'
const child = fileURLToPath(new URL('../../support/machine-child.ts', import.meta.url))

describe('authctl token print --machine', () => {
  let provider: PlainProvider
  let world: TestWorld
  before(async () => {
    provider = await plainProvider()
  })
  after(() => provider.stop())
  beforeEach(async () => {
    world = testWorld({env: {AUTHCTL_CLIENT_SECRET: secret}})
    const robot = ['--issuer', provider.issuer, '--client-id', 'machine', '--client-auth', 'post']
    await authctl(world, 'profile', 'create', 'robot', ...robot, '--store', 'plaintext')
  })
  afterEach(() => world.dispose())

  const requests = () => provider.at('/token').length
  async function print(...flags: string[]): Promise<string> {
    const {status, stdout, stderr} = await authctl(world, 'token', 'print', '--machine', ...flags)
    assert.equal(status, 0, stderr)
    return stdout.trim()
  }
  const later = (ms: number) => ({...world, clock: {...world.clock, now: () => Date.now() + ms}})

  it('needs no sign-in before, and asks once', async () => {
    const before = requests()
    const token = await print('--scope', 'notes:read')
    assert.match(token, /^\S{20,}$/)
    assert.equal(await print('--scope', 'notes:read'), token)
    assert.equal(requests() - before, 1)
    assert.equal(provider.at('/token').at(-1)?.body.get('scope'), 'notes:read')
  })

  it('never gives the token of one scope, resource or audience for another', async () => {
    const askings = [
      [],
      ['--scope', 'notes:read'],
      ['--scope', 'notes:read notes:write'],
      ['--scope', 'notes:read', '--audience', 'a'],
      ['--scope', 'notes:read', '--audience', 'b'],
      ['--scope', 'notes:read', '--resource', 'https://a.example'],
      ['--scope', 'notes:read', '--resource', 'https://b.example'],
    ]
    const tokens: string[] = []
    for (const asking of askings) tokens.push(await print(...asking))
    assert.equal(new Set(tokens).size, askings.length)
    const before = requests()
    for (const [at, asking] of askings.entries()) assert.equal(await print(...asking), tokens[at])
    assert.equal(await print('--scope', 'notes:write', '--scope', 'notes:read'), tokens[2], 'in any order')
    assert.equal(requests(), before)
  })

  it('never gives the token of one client for another', async () => {
    const token = await print('--scope', 'notes:read')
    const env = {AUTHCTL_CLIENT_SECRET: 'a secret: with %, + and /?'}
    const other = ['--profile', 'robot', '--client-id', 'confidential']
    await authctl(world, 'profile', 'set', 'robot', '--client-auth', 'basic')
    const {status, stdout} = await authctl({...world, env}, 'token', 'print', '--machine', ...other)
    assert.equal(status, 0)
    assert.notEqual(stdout.trim(), token)
  })

  it('is renewed early, for the same scope', async () => {
    const token = await print('--scope', 'notes:read')
    // The server says 600 s: a minute, or a tenth, before their end they are near it.
    assert.equal(
      (await authctl(later(530_000), 'token', 'print', '--machine', '--scope', 'notes:read')).stdout.trim(),
      token,
    )
    const renewed = await authctl(later(545_000), 'token', 'print', '--machine', '--scope', 'notes:read', '--json')
    assert.notEqual(renewed.json().token, token)
    assert.equal(provider.at('/token').at(-1)?.body.get('scope'), 'notes:read')
  })

  it('keeps nothing where the profile keeps nothing', async () => {
    await authctl(world, 'profile', 'set', 'robot', '--store', 'none')
    assert.notEqual(await print(), await print())
    assert.throws(() => readdirSync(join(world.folders.data, 'sessions')), {code: 'ENOENT'})
  })

  it('asks for the secret, naming the flag, and takes it from a pipe', async () => {
    const bare = {...world, env: {}}
    const {status, json} = await authctl(bare, 'token', 'print', '--machine', '--json')
    assert.deepEqual(
      [status, json().error.code, json().error.hints],
      [2, 'input_required', ['pass --client-secret-stdin']],
    )
    const piped = {...bare, terminal: silentTerminal(`${secret}\n`)}
    assert.equal((await authctl(piped, 'token', 'print', '--machine', '--client-secret-stdin')).status, 0)
  })

  it('asks for the secret again once a token that nobody can renew comes to its end', async () => {
    const flags = ['token', 'print', '--machine', '--scope', 'notes:read', '--json']
    await print('--scope', 'notes:read')
    const bare = {...later(545_000), env: {}}
    const {status, json} = await authctl(bare, ...flags)
    assert.deepEqual([status, json().error.code], [2, 'input_required'])
    const piped = {...bare, terminal: silentTerminal(`${secret}\n`)}
    assert.equal((await authctl(piped, ...flags, '--client-secret-stdin')).status, 0)
  })

  it('leaves a person’s session alone, and says which scope that was not granted', async () => {
    await print('--scope', 'notes:read')
    assert.equal((await authctl(world, 'token', 'print')).status, 3)
    const login = ['login', '--flow', 'client-credentials', '--scope', 'notes:read']
    assert.equal((await authctl(world, ...login)).status, 0)
    assert.equal((await authctl(world, 'token', 'print', '--scope', 'notes:read')).status, 0)
    const {status, json} = await authctl(world, 'token', 'print', '--scope', 'notes:write', '--json')
    assert.deepEqual([status, json().error.code], [4, 'denied'])
    assert.match(json().error.message, /not granted notes:write/)
  })

  it('makes one request for two hundred that come at once, forty of them processes', async function () {
    this.timeout(180_000)
    const profile = {
      name: 'robot',
      issuer: provider.issuer,
      clientId: 'machine',
      clientAuth: 'post',
      store: 'plaintext',
    }
    const {data, config, cache} = world.folders
    const env = {
      PATH: process.env.PATH,
      ...world.env,
      AUTHCTL_DATA_DIR: data,
      AUTHCTL_CONFIG_DIR: config,
      AUTHCTL_CACHE_DIR: cache,
    }
    async function inProcess(): Promise<string> {
      const one = spawn(process.execPath, [child, JSON.stringify(profile), 'notes:read'], {
        env,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      let out = ''
      one.stdout.on('data', text => {
        out += text
      })
      const [status] = await once(one, 'close')
      return `${status} ${out}`
    }
    const before = requests()
    const said = new Set<string>()
    const here = async () => `0 ${await print('--scope', 'notes:read')}\n`
    for (let wave = 0; wave < 2; wave++)
      for (const one of await Promise.all([...Array.from({length: 20}, inProcess), ...Array.from({length: 80}, here)]))
        said.add(one)
    assert.deepEqual([...said], [`0 ${await print('--scope', 'notes:read')}\n`])
    assert.equal(requests() - before, 1)
  })
})
