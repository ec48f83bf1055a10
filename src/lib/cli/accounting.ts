import {safe} from '../view/safe.ts'
import type {Journal, World} from '../world/world.ts'

/**
 * The journal of this machine, loaded once there is something to write. What was done at a server is done, whether or
 * not it can be written down here: a journal that cannot be written to is a warning, once. `AUTHCTL_AUDIT=0` keeps none.
 */
export function accounting(world: World): Journal | undefined {
  if (/^(0|false|no)$/i.test(world.env.AUTHCTL_AUDIT ?? '')) return undefined
  let warned = false
  return {
    note: async deed => {
      try {
        const {append} = await import('../audit/append.ts')
        await append(world, deed)
      } catch (error) {
        if (!warned) world.terminal.err(`Warning: not written to the journal: ${safe((error as Error).message)}\n`)
        warned = true
      }
    },
  }
}
