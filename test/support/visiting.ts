import type {World} from '../../src/lib/world/world.ts'
import {visitor} from './visitor.ts'
import {type TestWorld, testWorld} from './world.ts'

/** A world with a person at a browser who agrees to everything, and whose visits are written down. */
export function visitingWorld(changes: Partial<World> = {}): {readonly world: TestWorld; readonly visited: URL[]} {
  const visited: URL[] = []
  const open = async (url: URL) => {
    visited.push(url)
    void visitor().open(url)
  }
  return {world: testWorld({browser: {open}, ...changes}), visited}
}
