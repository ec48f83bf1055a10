import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'

const program = fileURLToPath(new URL('../../bin/dev.js', import.meta.url))

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs authctl as a process of its own, with these variables and no others but PATH. */
export async function inOwnProcess(env: NodeJS.ProcessEnv, argv: readonly string[], input = ''): Promise<Ended> {
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
  const [status] = await once(child, 'close')
  return {status, ...said}
}
