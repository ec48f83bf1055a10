import {AsyncLocalStorage} from 'node:async_hooks'
import type {World} from './world.ts'

const worlds = new AsyncLocalStorage<World>()

/** Runs `work` in `world`: oclif constructs commands itself, so a command can only find its world this way. */
export function within<T>(world: World, work: () => T): T {
  return worlds.run(world, work)
}

/** The world this command runs in. Read by the base command and nothing else. */
export function currentWorld(): World {
  const world = worlds.getStore()
  if (!world) throw new Error('no world: start commands through within()')
  return world
}
