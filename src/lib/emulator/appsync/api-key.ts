import {createHash, timingSafeEqual} from 'node:crypto'
import {localApiKey} from '../credentials.ts'
import type {Stack} from '../stack.ts'

/** As long as AppSync lets a key live, in milliseconds. */
const longestLife = 365 * 24 * 3600 * 1000

const ends = new WeakMap<Stack, number>()

/** Issues the stack's API key, which ends 365 days later by the stack's clock. */
export function issueApiKey(stack: Stack): void {
  ends.set(stack, stack.clock.now() + longestLife)
}

/** Whether that is the stack's key, and it has not ended. */
export function isLiveApiKey(stack: Stack, given: string): boolean {
  const right = timingSafeEqual(digest(given), digest(localApiKey))
  const live = right && stack.clock.now() < (ends.get(stack) ?? 0)
  if (!live) stack.log(`graphql: the API key is ${right ? 'expired' : 'unknown'}.`)
  return live
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** The stack's keys as ListApiKeys tells of them: seconds, rounded down to the hour (AppSync API reference, ApiKey). */
export function listedApiKeys(stack: Stack): object[] {
  const hour = 3600
  const expires = Math.floor((ends.get(stack) ?? 0) / 1000 / hour) * hour
  return [{id: localApiKey, description: 'The key of the local stack', expires, deletes: expires + 60 * 24 * hour}]
}
