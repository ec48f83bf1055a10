import assert from 'node:assert/strict'
import {spawn, spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {World} from '../../src/lib/world/world.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The program as users start it. */
export const program = `${root}bin/run.js`

/** Builds the program where nobody has yet. */
export function ensureBuilt(): void {
  if (existsSync(`${root}dist/start.cjs`)) return
  const {status, stderr} = spawnSync(process.execPath, ['scripts/build.ts'], {cwd: root, encoding: 'utf8'})
  assert.equal(status, 0, stderr)
}

/** The environment of a child process that lives in this world's folders, and nowhere else. */
export function environmentOf({folders, cwd}: World, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: cwd,
    AUTHCTL_CONFIG_DIR: folders.config,
    AUTHCTL_DATA_DIR: folders.data,
    AUTHCTL_CACHE_DIR: folders.cache,
    AUTHCTL_CODE_CACHE: '0',
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...more,
  }
}

export interface Child {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built program through a line of bash, in which `"$@"` is the program with its words. */
export function through(
  line: string,
  world: World,
  words: readonly string[],
  input = '',
  more: NodeJS.ProcessEnv = {},
) {
  return new Promise<Child>((resolve, reject) => {
    const child = spawn('bash', ['-c', line, 'bash', process.execPath, program, ...words], {
      cwd: world.cwd,
      env: environmentOf(world, more),
      timeout: 30_000,
      killSignal: 'SIGKILL',
    })
    const said = {stdout: '', stderr: ''}
    child.stdout.on('data', chunk => (said.stdout += chunk))
    child.stderr.on('data', chunk => (said.stderr += chunk))
    child.on('error', reject)
    child.on('close', status => resolve({status, ...said}))
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}
