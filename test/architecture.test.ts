import assert from 'node:assert/strict'
import {globSync, readFileSync} from 'node:fs'
import {dirname, join, normalize} from 'node:path'

/** Which room may import which; a room may always import itself. `types` of a room are free to those it is listed for. */
const arrows: Record<string, {values?: string[]; types?: string[]}> = {
  failure: {},
  address: {},
  net: {values: ['failure']},
  whom: {},
  world: {values: ['failure']},
  disk: {values: ['failure'], types: ['world']},
  audit: {values: ['disk', 'failure'], types: ['world']},
  token: {values: ['disk', 'address', 'net', 'failure']},
  profile: {values: ['disk', 'address', 'whom', 'failure'], types: ['world']},
  grants: {values: ['redaction', 'token', 'address', 'whom', 'net', 'failure'], types: ['profile', 'world']},
  saml: {values: ['disk', 'address', 'net', 'failure'], types: ['profile', 'world']},
  session: {values: ['grants', 'token', 'disk', 'whom', 'failure'], types: ['profile', 'world']},
  outputs: {values: ['disk', 'address', 'failure'], types: ['profile', 'world']},
  setup: {values: ['outputs', 'grants', 'session', 'profile', 'address', 'whom', 'failure'], types: ['world']},
  directory: {values: ['redaction', 'address', 'whom', 'net', 'failure'], types: ['profile', 'world']},
  api: {values: ['redaction', 'disk', 'session', 'address', 'whom', 'net', 'failure'], types: ['profile', 'world']},
  redaction: {},
  trace: {values: ['redaction'], types: ['world']},
  blueprint: {values: ['directory', 'disk', 'failure'], types: ['profile', 'world']},
  matrix: {
    values: ['api', 'directory', 'session', 'disk', 'whom', 'failure'],
    types: ['profile', 'world'],
  },
  migration: {values: ['api', 'matrix', 'failure'], types: ['profile', 'world']},
  view: {
    values: ['failure'],
    types: [
      'audit',
      'migration',
      'token',
      'saml',
      'grants',
      'session',
      'directory',
      'api',
      'matrix',
      'blueprint',
      'profile',
      'setup',
      'local',
      'demo',
      'trace',
    ],
  },
  cli: {values: ['world', 'profile', 'audit', 'trace', 'disk', 'view', 'failure']},
  emulator: {},
  local: {values: ['emulator', 'profile', 'disk', 'failure'], types: ['world']},
  demo: {values: ['local', 'emulator', 'world', 'failure']},
  commands: {
    values: [
      'cli',
      'view',
      'audit',
      'api',
      'directory',
      'session',
      'grants',
      'token',
      'saml',
      'matrix',
      'migration',
      'blueprint',
      'profile',
      'setup',
      'local',
      'demo',
      'world',
      'address',
      'failure',
    ],
  },
  main: {values: ['cli', 'world', 'failure']},
  start: {values: ['disk', 'world']},
}

/** Each foreign package has one home (the emulator, an independent witness, has its own). */
const homes: [RegExp, string[]][] = [
  [/^@oclif\//, ['cli', 'commands']],
  [/^@aws-sdk\//, ['directory', 'api', 'emulator']],
  [/^openid-client$/, ['grants']],
  [/^jose$/, ['token', 'emulator']],
  [/^(inquirer|open|@napi-rs\/keyring)$/, ['world']],
  [/^(chalk|cli-table3|uqr)$/, ['view']],
  [/^(graphql)$/, ['api', 'matrix', 'migration', 'emulator']],
  [/^oidc-provider$/, ['emulator']],
  [/^ws$/, ['api', 'emulator']],
  [/^(@xmldom\/xmldom|xml-crypto)$/, ['saml', 'emulator']],
  [/^@smithy\//, ['api', 'emulator']],
  [/^(valibot|yaml)$/, ['profile', 'matrix', 'blueprint', 'emulator']],
]

describe('architecture', () => {
  for (const file of globSync('src/**/*.ts')) {
    const room = roomOf(file)
    it(`${file} imports downhill`, () => {
      for (const {target, typeOnly} of importsOf(file)) {
        if (target.startsWith('.')) {
          const to = roomOf(normalize(join(dirname(file), target)))
          if (to === room || mayImport(room, to, typeOnly)) continue
          assert.fail(`${room} → ${to} is not an arrow: ${file} imports ${target}${typeOnly ? ' (types)' : ''}`)
        } else if (!target.startsWith('node:')) {
          const home = homes.find(([pattern]) => pattern.test(target))?.[1]
          assert.ok(home, `${target} has no home; give it one`)
          assert.ok(home.includes(room), `${target} lives in ${home}, not in ${room}: ${file}`)
        }
      }
    })
    it(`${file} declares nothing with “using”`, () => {
      assert.doesNotMatch(readFileSync(file, 'utf8'), /^\s*(await )?using \w+ =/m, 'Node 22 does not know the word')
    })
    it(`${file} parses URLs by URL.parse`, () => {
      assert.doesNotMatch(
        readFileSync(file, 'utf8'),
        /URL\.canParse/,
        'Node 22 answers it wrongly once the call is hot',
      )
    })
  }
})

function mayImport(from: string, to: string, typeOnly: boolean): boolean {
  const allowed = arrows[from]
  return Boolean(allowed?.values?.includes(to) || (typeOnly && allowed?.types?.includes(to)))
}

function roomOf(file: string): string {
  const [, area = '', room = ''] = file.split('/')
  if (area !== 'lib') return area.replace(/\.ts$/, '')
  return room.replace(/\.ts$/, '')
}

function importsOf(file: string): {target: string; typeOnly: boolean}[] {
  const source = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const statements = [...source.matchAll(/\b(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/g)]
  const calls = [...source.matchAll(/\bimport\('([^']+)'\)/g)]
  return [
    ...statements.map(([, type, target = '']) => ({target, typeOnly: type !== undefined})),
    ...calls.map(([, target = '']) => ({target, typeOnly: false})),
  ]
}
