import type {World} from './world.ts'

/** The same world but for these parts; the others stay as late and live as they are. */
export function altered(world: World, changes: Partial<World>): World {
  return Object.create(world, Object.getOwnPropertyDescriptors(changes))
}
