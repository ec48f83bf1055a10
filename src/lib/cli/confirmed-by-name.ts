import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/**
 * Returns once `--yes` was passed or the person typed the name: for what takes things away that nobody brings back.
 * @throws Failure `cancelled` when they type something else, `input_required` where nobody may be asked.
 */
export async function confirmedByName(
  {ask}: Pick<World, 'ask'>,
  flags: {readonly yes: boolean},
  question: {readonly message: string; readonly name: string},
): Promise<void> {
  if (flags.yes) return
  const typed = await ask.text({message: `${question.message} Type ${question.name} to go on:`, flag: '--yes'})
  if (typed.trim() !== question.name) throw new Failure('cancelled', 'Cancelled: nothing was changed.')
}
