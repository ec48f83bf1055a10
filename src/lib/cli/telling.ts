import {plain} from '../view/plain.ts'
import {safe} from '../view/safe.ts'
import {enterCodeText, visitText} from '../view/sign-in.ts'
import {authenticatorText, challengeText} from '../view/user-pool.ts'
import type {World} from '../world/world.ts'

/**
 * Tells the person, on stderr, what to do next. Under --json too: without it nobody could go on.
 */
export function telling({terminal}: Pick<World, 'terminal'>) {
  const say = (text: string) => terminal.err(`${terminal.errColor ? text : plain(text)}\n`)
  return {
    visit: (invitation: Parameters<typeof visitText>[0]) => say(visitText(invitation)),
    enterCode: (code: Parameters<typeof enterCodeText>[0]) => say(enterCodeText(code, {drawn: terminal.errIsTerminal})),
    authenticator: (setup: Parameters<typeof authenticatorText>[0]) =>
      say(authenticatorText(setup, {drawn: terminal.errIsTerminal})),
    challenge: (parameters: Parameters<typeof challengeText>[0]) => say(challengeText(parameters)),
    remark: (text: string) => say(safe(text)),
  }
}
