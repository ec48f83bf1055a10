import assert from 'node:assert/strict'
import {execFile, spawnSync} from 'node:child_process'
import {closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'
import {showHelp} from '../../src/lib/cli/help.ts'
import {openConfig} from '../../src/lib/cli/program.ts'
import {startEmulator} from '../../src/lib/emulator/emulator.ts'
import {program} from '../../src/main.ts'
import {pageName} from '../../src/start/help-page.ts'
import {ensureBuilt} from '../support/built.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.'

/** Node's own modules that cost milliseconds each: what opens sockets or starts programs, and streams. */
const costly = [
  'child_process crypto dns http http2 https net stream tls tty worker_threads zlib',
  'fs/promises readline internal/deps/undici/undici internal/fs/streams',
].flatMap(names => names.split(' '))

/** What a command line may load of these, and which of the program's files: changed on purpose, and never by accident. */
const loads: readonly {line: string; input?: string; files: string[]; builtins?: string[]}[] = [
  {line: '--version', files: []},
  {line: '-v', files: []},
  {line: '--help', files: ['help/authctl.txt', 'start.cjs']},
  {line: 'token verify --help', files: ['help/authctl.token.verify.txt', 'start.cjs']},
  {line: 'token decode TOKEN', files: ['authctl.cjs', 'start.cjs']},
  {line: 'token decode TOKEN --json', files: ['authctl.cjs', 'start.cjs']},
  {line: 'token decode', input: token, files: ['authctl.cjs', 'start.cjs']},
  {line: 'profile list', files: ['authctl.cjs', 'more.cjs', 'start.cjs']},
  {line: 'no such command', files: ['authctl.cjs', 'start.cjs']},
]

/** Says on the way out which modules of Node and which files of the program it took to get there. */
const probe = `data:text/javascript,${encodeURIComponent(`
  const fs = process.getBuiltinModule('fs'), before = new Set(process.moduleLoadList), files = new Set(), read = fs.readFileSync
  fs.readFileSync = (file, ...rest) => { files.add(String(file)); return read(file, ...rest) }
  process.on('exit', () => process._rawDebug('LOADED ' + JSON.stringify({
    builtins: process.moduleLoadList.filter(name => !before.has(name)).map(name => name.replace('NativeModule ', '')),
    files: [...files],
  })))`)}`

describe('starting the built program', () => {
  let cache: string
  before(() => {
    ensureBuilt()
    cache = mkdtempSync(join(tmpdir(), 'authctl-startup-'))
  })
  after(() => rmSync(cache, {recursive: true}))

  function run(words: readonly string[], {env = {}, node = [] as string[], input = ''} = {}) {
    const file = join(cache, 'input')
    writeFileSync(file, input)
    const fd = openSync(file, 'r')
    const {status, stdout, stderr} = spawnSync(process.execPath, [...node, 'bin/run.js', ...words], {
      cwd: root,
      stdio: [fd, 'pipe', 'pipe'],
      encoding: 'utf8',
      env: {...process.env, AUTHCTL_CACHE_DIR: cache, AUTHCTL_CONFIG_DIR: join(cache, 'config'), ...env},
    })
    closeSync(fd)
    return {status, stdout, stderr}
  }

  for (const {line, files, input, builtins = []} of loads)
    it(`takes ${files.join(' and ') || 'no file'} for ${line}`, () => {
      const words = line.split(' ').map(word => (word === 'TOKEN' ? token : word))
      for (const round of ['first', 'next']) {
        const {stderr} = run(words, {node: ['--import', probe], ...(input && {input})})
        const loaded = JSON.parse(/LOADED (.*)/.exec(stderr)?.[1] ?? '{}')
        assert.deepEqual(
          loaded.builtins.filter((name: string) => costly.includes(name)),
          builtins,
          round,
        )
        const own = loaded.files
          .filter((name: string) => name.startsWith(root) && name !== `${root}package.json`)
          .map((name: string) => name.slice(root.length).replace('dist/', ''))
        assert.deepEqual(own.sort(), files, round)
      }
    })

  for (const line of [
    'token decode TOKEN --json',
    'token decode nonsense',
    'profile list',
    'user list',
    'whoami --help',
  ])
    it(`answers alike with and without compiled code for ${line}`, () => {
      const words = line.split(' ').map(word => (word === 'TOKEN' ? token : word))
      const plain = run(words, {env: {AUTHCTL_CODE_CACHE: '0'}})
      assert.deepEqual(run(words), plain)
      assert.ok(readdirSync(join(cache, 'code')).length > 0)
      assert.deepEqual(run(words), plain)
    })

  it('asks the Cognito API without fetch, which brings all of undici', async () => {
    const stack = await startEmulator({port: 0})
    try {
      const pool = ['--endpoint', stack.url, '--user-pool-id', 'us-east-1_LocalPool', '--region', 'us-east-1']
      const env = {...process.env, AUTHCTL_CACHE_DIR: cache, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local'}
      const words = ['--import', probe, `${root}bin/run.js`, 'user', 'list', '--json', ...pool]
      const {stdout, stderr} = await promisify(execFile)(process.execPath, words, {env})
      assert.ok(JSON.parse(stdout).users.length > 0)
      const {builtins, files} = JSON.parse(/LOADED (.*)/.exec(stderr)?.[1] ?? '{}')
      assert.ok(builtins.includes('http'))
      assert.ok(!builtins.includes('internal/deps/undici/undici'))
      const packages = files.filter((name: string) => name.includes('/dist/packages/'))
      assert.deepEqual(packages, [`${root}dist/packages/aws.cjs`])
    } finally {
      await stack.stop()
    }
  })

  it('keeps small what every command takes', () => {
    const sizes = Object.fromEntries(
      ['start.cjs', 'authctl.cjs'].map(name => [name, statSync(`${root}dist/${name}`).size]),
    )
    assert.ok(Number(sizes['start.cjs']) < 16_000, JSON.stringify(sizes))
    assert.ok(Number(sizes['authctl.cjs']) < 560_000, JSON.stringify(sizes))
  })

  it('has every page of help as the program renders it', async () => {
    const built = createRequire(import.meta.url)(`${root}dist/authctl.cjs`)
    const config = await openConfig(built.program())
    const shown = config.commands.filter(({hidden}) => !hidden).map(({id}) => id)
    const pages = new Set(['', ...config.topics.map(({name}) => name), ...shown])
    for (const id of pages) {
      let rendered = ''
      const out = (text: string) => {
        rendered += text
      }
      await showHelp(config, {id}, {terminal: {out, outColor: false, columns: undefined}})
      assert.equal(readFileSync(`${root}dist/help/${pageName(id.split(':').filter(Boolean))}`, 'utf8'), rendered)
    }
    assert.equal(readdirSync(`${root}dist/help`).length, pages.size)
  })

  for (const line of ['--help', 'user --help', 'token decode -h'])
    it(`says for ${line} what the help command says`, () => {
      const words = line.split(' ')
      assert.deepEqual(run(words), run(['help', ...words.slice(0, -1)]))
    })

  it('says its version as the program itself does', () => {
    const {stdout} = spawnSync(process.execPath, ['bin/run.js', '--version'], {cwd: root, encoding: 'utf8'})
    const {name, version} = program().pjson
    assert.equal(stdout, `${name} ${version}\n`)
  })

  it('has every command of the sources, with the same flags and words', async () => {
    const built = createRequire(import.meta.url)(`${root}dist/authctl.cjs`)
    const config = await openConfig(program())
    assert.ok(config.commands.length > 20)
    for (const {id} of config.commands) {
      const [ours, theirs] = await Promise.all([program().load(id), built.program().load(id)])
      assert.deepEqual(described(theirs.default), described(ours.default), id)
    }
  })
})

/** What of a command class is data, without the names oclif writes into flags and arguments once it has read them. */
function described(command: unknown): object {
  const {summary, description, examples, flags = {}, baseFlags = {}, args = {}} = command as Record<string, object>
  return JSON.parse(
    JSON.stringify({summary, description, examples, flags, baseFlags, args}, (key, value) =>
      key === 'name' && typeof value === 'string' ? undefined : value,
    ),
  )
}
