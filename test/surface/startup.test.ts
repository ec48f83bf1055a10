import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {openConfig} from '../../src/lib/cli/program.ts'
import {program} from '../../src/main.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.'

/** A process says on its way out which of Node's own modules it loaded; what opens sockets or starts programs is costly. */
const probe = `data:text/javascript,${encodeURIComponent(`process.on('exit', () => {
  const costly = new Set(['net', 'tls', 'http', 'https', 'http2', 'dns', 'child_process', 'crypto', 'internal/deps/undici/undici'])
  const loaded = process.moduleLoadList.map(name => name.replace('NativeModule ', '')).filter(name => costly.has(name))
  process._rawDebug('LOADED ' + JSON.stringify(loaded))
})`)}`

describe('starting the built program', () => {
  before(() => {
    if (existsSync(`${root}dist/main.js`)) return
    const {status, stderr} = spawnSync(process.execPath, ['scripts/build.ts'], {cwd: root, encoding: 'utf8'})
    assert.equal(status, 0, stderr)
  })

  for (const line of [['--version'], ['-v'], ['token', 'decode', token], ['token', 'decode', token, '--json']])
    it(`loads nothing that talks to a network for ${line.join(' ').replace(token, 'TOKEN')}`, () => {
      const {stderr, status} = spawnSync(process.execPath, ['--import', probe, 'bin/run.js', ...line], {
        cwd: root,
        input: '',
        encoding: 'utf8',
      })
      assert.equal(status, 0, stderr)
      assert.equal(/LOADED (.*)/.exec(stderr)?.[1], '[]')
    })

  it('says its version as the program itself does', () => {
    const {stdout} = spawnSync(process.execPath, ['bin/run.js', '--version'], {cwd: root, encoding: 'utf8'})
    const {name, version} = program().pjson
    assert.equal(stdout, `${name} ${version}\n`)
  })

  it('has every command of the sources, with the same flags and words', async () => {
    const built = await import(`${root}dist/main.js`)
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
