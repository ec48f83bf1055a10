import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import type {LocalStack} from './local-stack.ts'
import {requireRunning} from './running.ts'

/**
 * Puts the running stack back to its seed: users, sessions, faults and keys.
 * @throws Failure `not_found` where none runs, `unreachable` where it does not answer.
 */
export async function resetLocalStack({fetch, folders}: Pick<World, 'fetch' | 'folders'>): Promise<LocalStack> {
  const running = await requireRunning({folders})
  const request = {method: 'POST', headers: {'content-type': 'application/json'}, signal: AbortSignal.timeout(5000)}
  const answer = await fetch(`${running.url}/_stack/reset`, request).catch(cause => {
    throw new Failure('unreachable', `The local stack at ${running.url} does not answer.`, {cause})
  })
  if (!answer.ok) throw new Failure('unreachable', `The local stack answered ${answer.status} to the reset.`)
  return running
}
