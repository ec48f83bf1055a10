import {wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'

/**
 * A URL that may be asked for keys or metadata. `what` names it in the message.
 * @throws Failure `usage` when it is neither https nor http to this machine.
 */
export function secureUrl(text: unknown, what: string): URL {
  const wrong = wrongAddress(text)
  if (wrong) throw new Failure('usage', `${what} ${wrong}: ${shown(text)}.`)
  return new URL(text as string)
}

function shown(foreign: unknown): string {
  const text = typeof foreign === 'string' ? foreign : JSON.stringify(foreign)
  return text ? `“${text.replace(/\/\/[^/@]*@/, '//•••@').slice(0, 200)}”` : 'nothing'
}
