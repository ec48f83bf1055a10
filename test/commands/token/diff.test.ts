import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {signed, testKey} from '../../support/tokens.ts'
import {authctl, type TestWorld, testWorld} from '../../support/world.ts'

const key = testKey('RS256')
const at = Date.parse('2030-01-01T12:00:00Z') / 1000
const claims = {
  sub: 'a1',
  token_use: 'access',
  'cognito:groups': ['editors', 'readers'],
  scope: 'openid email',
  iat: at,
  exp: at + 3600,
  jti: 'one',
}

describe('authctl token diff', () => {
  let world: TestWorld
  beforeEach(() => {
    world = testWorld({
      fetch: () => assert.fail('nobody may be asked'),
      clock: {now: () => at * 1000, sleep: async () => {}},
    })
  })
  afterEach(() => world.dispose())
  const diff = (before: string, after: string, ...flags: string[]) => {
    writeFileSync(join(world.cwd, 'before.txt'), `${before}\n`)
    writeFileSync(join(world.cwd, 'after.txt'), `Bearer ${after}\r\n`)
    return authctl(world, 'token', 'diff', 'before.txt', 'after.txt', ...flags)
  }
  const changed = {
    ...claims,
    'cognito:groups': ['readers', 'admins'],
    scope: 'openid email notes/read',
    'custom:tenant': 'blue\nNOTHING DIFFERS',
    iat: at + 60,
    jti: 'two',
  }

  it('tells what a trigger changed, and ends with status 9', async () => {
    const {status, json} = await diff(signed(key, claims), signed(key, changed), '--json')
    assert.equal(status, 9)
    assert.deepEqual(json(), {
      same: false,
      differences: [
        {
          part: 'claims',
          name: 'cognito:groups',
          change: 'changed',
          before: ['editors', 'readers'],
          after: ['readers', 'admins'],
        },
        {part: 'claims', name: 'scope', change: 'changed', before: 'openid email', after: 'openid email notes/read'},
        {part: 'claims', name: 'iat', change: 'changed', before: at, after: at + 60, perToken: true},
        {part: 'claims', name: 'jti', change: 'changed', before: 'one', after: 'two', perToken: true},
        {part: 'claims', name: 'custom:tenant', change: 'added', after: 'blue\nNOTHING DIFFERS'},
      ],
      before: {kind: 'access'},
      after: {kind: 'access'},
      verified: false,
    })
  })

  it('tells people which groups and scopes came and went', async () => {
    const {stdout} = await diff(signed(key, claims), signed(key, changed))
    assert.equal(
      stdout,
      `Neither token was verified.
cognito:groups
  - editors
  + admins
scope
  + notes/read
custom:tenant
  + blue\\u{a}NOTHING DIFFERS
Each has its own: iat, jti.
`,
    )
  })

  it('finds nothing between two tokens of the same kind for the same person', async () => {
    const {status, json} = await diff(signed(key, claims), signed(key, {...claims, jti: 'two'}), '--json')
    assert.deepEqual([status, json().same], [0, true])
  })

  it('counts a claim of the token itself that only one has', async () => {
    const {jti: _, ...without} = claims
    const {status, json} = await diff(signed(key, claims), signed(key, without), '--json')
    assert.deepEqual(
      [status, json().differences],
      [9, [{part: 'claims', name: 'jti', change: 'removed', before: 'one'}]],
    )
  })

  it('compares headers, too, and names the kinds', async () => {
    const {stdout} = await diff(signed(key, claims), signed(testKey('ES256'), {...claims, token_use: 'id'}))
    assert.match(stdout, /^First an access token, then an ID token\.\nheader alg\n {2}- RS256\n {2}\+ ES256$/m)
  })

  const rows: [what: string, before: string, message: RegExp][] = [
    ['is empty', '', /There is no token in before.txt/],
    ['is no token', 'hello', /no dots/],
    ['is larger than any token', 'x'.repeat(3_000_000), /larger than any token/],
  ]
  for (const [what, before, message] of rows)
    it(`stops with usage when one of them ${what}`, async () => {
      const {status, json} = await diff(before, signed(key, claims), '--json')
      assert.deepEqual([status, json().error.code], [2, 'usage'])
      assert.match(json().error.message, message)
    })

  it('stops with usage for a file that is not there, and for a folder', async () => {
    for (const [path, message] of [
      ['nowhere.txt', /in nowhere\.txt cannot be read: it does not exist\./],
      ['.', /in \. cannot be read: it is a folder\./],
      ['', /empty name/],
    ] as const) {
      const {status, json} = await authctl(world, 'token', 'diff', path, path, '--json')
      assert.deepEqual([status, json().error.code], [2, 'usage'])
      assert.match(json().error.message, message)
    }
  })

  it('reads the pipes a shell makes', async () => {
    const [a, b] = [signed(key, claims), signed(key, claims)]
    const line = 'node bin/dev.js token diff <(echo "$A") <(echo "$B") --json'
    const {stdout} = await promisify(execFile)('bash', ['-c', line], {env: {...process.env, A: a, B: b}})
    assert.equal(JSON.parse(stdout).same, true)
  })
})
