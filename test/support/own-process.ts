import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'

const program = fileURLToPath(new URL('../../bin/dev.js', import.meta.url))

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** An authctl that runs as a process of its own. */
export interface Running {
  readonly pid: number
  /** What stderr says, as soon as it says something like this. */
  told(what: RegExp): Promise<string>
  send(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

/** Starts authctl as a process of its own, with these variables and no others but PATH. */
export function startOwnProcess(env: NodeJS.ProcessEnv, argv: readonly string[], input = ''): Running {
  const child = spawn(process.execPath, [program, ...argv], {env: {PATH: process.env.PATH, ...env}})
  const said = {stdout: '', stderr: ''}
  child.stdout.on('data', text => {
    said.stdout += text
  })
  child.stderr.on('data', text => {
    said.stderr += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = once(child, 'close').then(([status]) => ({status, ...said}))
  return {
    pid: child.pid ?? 0,
    told: what =>
      new Promise((resolve, reject) => {
        const look = () => {
          const [found] = what.exec(said.stderr) ?? []
          if (found !== undefined) resolve(found)
        }
        child.stderr.on('data', look)
        look()
        ended.then(({stderr}) => reject(new Error(`it ended, and never said ${what}: ${stderr}`)))
      }),
    send: signal => child.kill(signal),
    ended,
  }
}

/** Runs authctl as a process of its own to its end. */
export function inOwnProcess(env: NodeJS.ProcessEnv, argv: readonly string[], input = ''): Promise<Ended> {
  return startOwnProcess(env, argv, input).ended
}
