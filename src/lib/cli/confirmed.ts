import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/**
 * Returns once `--yes` was passed or the person agreed. A dry run has nothing to confirm.
 * @throws Failure `cancelled` when the person declines, `input_required` where nobody may be asked.
 */
export async function confirmed(
  {ask}: Pick<World, 'ask'>,
  flags: {readonly yes: boolean; readonly 'dry-run'?: boolean},
  message: string,
): Promise<void> {
  if (flags.yes || flags['dry-run']) return
  if (!(await ask.confirm({message, flag: '--yes'}))) throw new Failure('cancelled', 'Cancelled: nothing was changed.')
}
