import {spawn} from 'node:child_process'
import {open} from 'node:fs/promises'
import {join} from 'node:path'
import type {Readable} from 'node:stream'
import {makePrivateFolder} from '../disk/private-folder.ts'
import {Failure, type FailureCode, failureCodes} from '../failure.ts'
import type {World} from '../world/world.ts'
import type {LocalStack} from './local-stack.ts'

/**
 * Starts the stack in a process of its own, by running this program again, and resolves once it is ready. What the stack
 * says from then on goes to `emulator.log` in the data folder.
 * @throws Failure whatever the new process failed with.
 */
export async function startDetached(
  {folders, env, cwd}: Pick<World, 'folders' | 'env' | 'cwd'>,
  words: readonly string[],
): Promise<LocalStack> {
  await makePrivateFolder(folders.data)
  const log = await open(join(folders.data, 'emulator.log'), 'a', 0o600)
  const [node, script = ''] = process.argv
  const child = spawn(node ?? process.execPath, [script, 'emulator', 'start', '--json', ...words], {
    cwd,
    env: env as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', log.fd],
  })
  const stdout = child.stdout as Readable
  try {
    return await firstAnswer(stdout)
  } finally {
    stdout.destroy()
    child.unref()
    await log.close()
  }
}

async function firstAnswer(stdout: Readable): Promise<LocalStack> {
  let text = ''
  for await (const chunk of stdout) {
    text += chunk
    const answer = parsed(text)
    if (answer === undefined) continue
    if ('url' in answer) return answer
    const {code, message, hints} = answer.error
    throw new Failure(code in failureCodes ? code : 'unexpected', message, {hints})
  }
  throw new Failure(
    'unexpected',
    'The local stack ended before it was ready; emulator.log in the data folder may tell why.',
  )
}

function parsed(text: string): LocalStack | {error: {code: FailureCode; message: string; hints: string[]}} | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
