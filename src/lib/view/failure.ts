import type {Failure} from '../failure.ts'
import {causesText} from './causes.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** A failure in words: what happened, then what to do about it; by its causes where it has several. */
export function failureText({message, hints, causes}: Failure): string {
  if (causes && causes.length > 0) return causesText('Error:', causes)
  return [`${paint.red('Error:')} ${lines(message)}`, ...hints.map(hint => `  ${paint.dim('→')} ${safe(hint)}`)].join(
    '\n',
  )
}

/** Later lines are indented: a message cannot forge a line of its own. */
function lines(message: string): string {
  return message.split('\n').map(safe).join('\n  ')
}
