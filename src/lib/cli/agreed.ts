import {changesText} from '../view/rehearsal.ts'
import type {World} from '../world/world.ts'
import {confirmed} from './confirmed.ts'

interface Asking {
  readonly ask: World['ask']
  /** Says something to the person. */
  note(text: string): void
}

/**
 * Shows what would be different and returns once the person agreed, or `--yes` did.
 * @throws Failure `cancelled` when the person declines, `input_required` where nobody may be asked.
 */
export function agreed({ask, note}: Asking, flags: {readonly yes: boolean}, question: string) {
  return async (changes: Parameters<typeof changesText>[0]): Promise<void> => {
    if (changes.length === 0) return note('Nothing would be different, and nothing is written.')
    note(changesText(changes))
    await confirmed({ask}, flags, question)
  }
}
