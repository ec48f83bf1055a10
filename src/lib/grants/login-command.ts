import {type Whom, whomWords} from '../whom.ts'

/** The command that signs in again, to be pasted. */
export function loginCommand(whom: Whom, ...words: string[]): string {
  return ['authctl login', ...whomWords(whom), ...words].join(' ')
}
