import type {Failure} from '../failure.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** A failure in words: what happened, then what to do about it. */
export function failureText({message, hints}: Failure): string {
  return [`${paint.red('Error:')} ${lines(message)}`, ...hints.map(hint => `  ${paint.dim('→')} ${safe(hint)}`)].join(
    '\n',
  )
}

/** Later lines are indented: a message cannot forge a line of its own. */
function lines(message: string): string {
  return message.split('\n').map(safe).join('\n  ')
}
