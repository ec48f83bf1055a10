import type {World} from '../../src/lib/world/world.ts'
import {poolId, type TestStack} from './stack.ts'
import {type TestWorld, testWorld} from './world.ts'

/** A world whose environment points at the demo pool of a running stack. */
export function poolWorld(stack: Pick<TestStack, 'url'>, changes: Partial<World> = {}): TestWorld {
  const env = {AUTHCTL_ENDPOINT: stack.url, AUTHCTL_USER_POOL_ID: poolId, ...changes.env}
  return testWorld({...changes, env})
}
