import type {World} from '../../src/lib/world/world.ts'
import {type Recorder, recorder} from './recorder.ts'
import {poolId, type TestStack, testStack} from './stack.ts'
import {type TestWorld, testWorld} from './world.ts'

/** A world whose environment points at the demo pool of a running stack. */
export function poolWorld(stack: Pick<TestStack, 'url'>, changes: Partial<World> = {}): TestWorld {
  const env = {AUTHCTL_ENDPOINT: stack.url, AUTHCTL_USER_POOL_ID: poolId, ...changes.env}
  return testWorld({...changes, env})
}

/** A stack of one test's own, with a recorder before it and a world that asks the recorder. */
export interface RecordedPool {
  readonly stack: TestStack
  readonly between: Recorder
  readonly world: TestWorld
  end(): Promise<void>
}

export async function recordedPool(): Promise<RecordedPool> {
  const stack = await testStack()
  const between = await recorder(stack.url)
  const world = poolWorld(between)
  return {
    stack,
    between,
    world,
    end: async () => {
      world.dispose()
      await between.stop()
      await stack.stop()
    },
  }
}
