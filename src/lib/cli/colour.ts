import type {World} from '../world/world.ts'
import {switchedOn} from './environment.ts'

/** The world without colour where --no-color or AUTHCTL_NO_COLOR asks for that: for answers, help and errors alike. */
export function inAskedColour(argv: readonly string[], world: World): World {
  const end = argv.indexOf('--')
  const options = end === -1 ? argv : argv.slice(0, end)
  if (!options.includes('--no-color') && !switchedOn(world.env.AUTHCTL_NO_COLOR)) return world
  const terminal = Object.create(world.terminal, {outColor: {value: false}, errColor: {value: false}})
  return Object.create(world, {terminal: {value: terminal}})
}
