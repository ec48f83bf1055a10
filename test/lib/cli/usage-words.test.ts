import assert from 'node:assert/strict'
import {inOwnProcess} from '../../support/own-process.ts'
import {authctl, type TestWorld, testWorld} from '../../support/world.ts'

let world: TestWorld

/** What people type, the one sentence they get, and the hint that comes first. */
const rows: readonly (readonly [words: string, sentence: string, hint: string])[] = [
  [
    'token verify --leeway 301',
    '--leeway must be a whole number from 0 to 300; this is “301”.',
    'authctl token verify --help',
  ],
  [
    'token verify --leeway=1.5',
    '--leeway must be a whole number from 0 to 300; this is “1.5”.',
    'authctl token verify --help',
  ],
  ['user list --limit 0', '--limit must be a whole number of at least 1; this is “0”.', 'authctl user list --help'],
  ['audit show abc', '“abc” must be a whole number.', 'authctl audit show --help'],
  ['audit show 0', '“0” must be a whole number of at least 1.', 'authctl audit show --help'],
  ['graphql --protocol x subscribe', 'There is no flag --protocol here.', 'authctl graphql --help'],
  [
    'rest GET / --auth x',
    '--auth must be one of userPool, oidc, iam, apiKey, lambda, none; this is “x”.',
    'authctl rest --help',
  ],
  ['completion fish9', 'SHELL must be one of bash, zsh; this is “fish9”.', 'authctl completion --help'],
  ['status --all --as ada', '--as and --all exclude each other.', 'authctl status --help'],
  [
    'status --all --as ada --profile x',
    '--profile and --all exclude each other. --as and --all exclude each other.',
    'authctl status --help',
  ],
  ['graphql --slurp', '--slurp goes with --paginate only.', 'authctl graphql --help'],
  ['status --foo', 'There is no flag --foo here.', 'authctl status --help'],
  ['user list --limti 3', 'There is no flag --limti here.', '--limit'],
  ['user show ada -z', 'There is no flag -z here.', 'authctl user show --help'],
  ['matrix diff', 'BEFORE and AFTER are missing.', 'authctl matrix diff --help'],
  ['completion', 'SHELL is missing.', 'authctl completion --help'],
  ['profile list a', '“a” is more than “authctl profile list” takes.', 'authctl profile list --help'],
  ['profile list a b', '“a” and “b” are more than “authctl profile list” takes.', 'authctl profile list --help'],
  ['status --as', '--as needs a value.', 'authctl status --help'],
  ['status --as a --as b', '--as can be given only once.', 'authctl status --help'],
  ['--json', 'There is no command beside --json.', 'authctl COMMAND --json'],
  ['--json=true status', '--json takes no value: it is on where it is given.', 'authctl COMMAND --json'],
  ['user show --json=false', '--json takes no value: it is on where it is given.', 'authctl user show --json'],
  ['logout --browser=yes', '--browser takes no value: it is on where it is given.', 'authctl logout --browser'],
  ['--profile x status', 'The command comes first, and then --profile.', 'authctl COMMAND --profile …'],
]

describe('a line that cannot be read', () => {
  before(() => {
    world = testWorld()
  })
  after(() => world.dispose())

  for (const [words, sentence, hint] of rows)
    it(`authctl ${words}: ${sentence}`, async () => {
      const said = await authctl(world, ...words.split(' '))
      assert.equal(said.status, 2)
      if (words.split(' ').includes('--json')) {
        const {code, message, hints} = said.json().error
        assert.deepEqual([code, message, hints[0]], ['usage', sentence, hint])
        return
      }
      assert.equal(said.stdout, '')
      assert.deepEqual(said.stderr.split('\n').slice(0, 2), [`Error: ${sentence}`, `  → ${hint}`])
    })

  it('names the variable where the value is from the environment', async () => {
    const {stderr} = await inOwnProcess({AUTHCTL_LEEWAY: '301'}, ['token', 'verify'])
    assert.match(stderr, /^Error: AUTHCTL_LEEWAY must be a whole number from 0 to 300; this is “301”\./)
  })
  it('never repeats what stands behind a flag that speaks of a secret', async () => {
    for (const line of [
      ['profile', 'list', '--password', 'hunter2'],
      ['profile', 'list', '--password=hunter2'],
      ['--client-secret=hunter2', 'login'],
      ['rest', 'GET', '/', '--token', 'hunter2'],
    ]) {
      const {status, stdout, stderr} = await authctl(world, ...line)
      assert.equal(status, 2)
      assert.doesNotMatch(`${stdout}${stderr}`, /hunter2/)
    }
  })
  it('leaves alone a value that looks like a switch with a value', async () => {
    const {stderr} = await authctl(world, 'rest', 'GET', '/', '--header', '--json=x')
    assert.doesNotMatch(stderr, /takes no value/)
  })
})
