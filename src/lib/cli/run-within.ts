import type {Config} from '@oclif/core/config'
import {within} from '../world/current.ts'
import type {World} from '../world/world.ts'
import {split} from './words.ts'

/** Runs another command line of this program in `world`. Gives the command's answer; throws whatever it fails with. */
export async function runWithin(world: World, config: Config, line: readonly string[]): Promise<unknown> {
  const {id, rest} = split(line, config)
  return within(world, () => config.runCommand(id, [...rest]))
}
