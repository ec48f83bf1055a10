import {Failure} from '../failure.ts'
import type {Assertion} from './assertion.ts'
import {readMessage} from './decode.ts'
import type {AttributeMapping} from './mapping.ts'

/** The assertion of a message to try things on. @throws Failure `usage` when there is none, or it is encrypted. */
export async function sampleAssertion(text: string): Promise<Assertion> {
  const {message} = await readMessage(text)
  const [assertion] = message.assertions
  if (assertion) return assertion
  throw new Failure(
    'usage',
    message.encrypted
      ? 'The assertion of this message is encrypted: only its receiver can read it.'
      : `This ${message.type} has no assertion to try a mapping on.`,
  )
}

/** `email=mail` for each attribute of the pool. @throws Failure `usage`. */
export function mappingOf(pairs: readonly string[]): AttributeMapping {
  return Object.fromEntries(
    pairs.map(pair => {
      const [, attribute, source] = /^([^=]+)=(.+)$/s.exec(pair) ?? []
      if (attribute === undefined || source === undefined)
        throw new Failure('usage', `“${pair}” is no mapping: write the pool’s attribute, =, and the assertion’s.`, {
          hints: ['--map email=http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress'],
        })
      return [attribute.trim(), source.trim()]
    }),
  )
}
