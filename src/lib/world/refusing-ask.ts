import {Failure} from '../failure.ts'
import type {Ask, Question} from './world.ts'

/** Answers nobody: for scripts, CI, --json and --no-input, where each question names the flag to pass instead. */
export const refusingAsk: Ask = {
  possible: false,
  text: refuse,
  secret: refuse,
  confirm: refuse,
  choose: refuse,
}

async function refuse({message, flag}: Question): Promise<never> {
  throw new Failure('input_required', `${message.replace(/[?:]$/, '')}: nobody can be asked here. Pass ${flag}.`, {
    hints: [`pass ${flag}`],
  })
}
