import {Failure} from '../../failure.ts'
import {loginCommand} from '../login-command.ts'
import type {Answering} from './talk.ts'

/** The person goes on in a browser, as the same one. No failure: whoever began the sign-in begins another. */
export class InBrowser extends Error {
  readonly username: string

  constructor(username: string) {
    super('the sign-in goes on in a browser')
    this.username = username
  }
}

/**
 * WEB_AUTHN: a passkey signs for the web page it was made at, and browsers hold to that; no terminal can stand in.
 * @throws InBrowser; Failure `unsupported` where the person would rather not, `input_required` where nobody can say.
 */
export const handToBrowser: Answering = async ({client: {profile}, username, world: {ask}}) => {
  const message = 'A passkey works only in a browser, at the sign-in page of the pool it was made for. Open it?'
  if (await ask.confirm({message, flag: '--flow pkce'})) throw new InBrowser(username)
  throw new Failure('unsupported', 'A passkey works only in a browser, at the sign-in page of its pool.', {
    hints: [
      loginCommand(profile, '--flow pkce', `--login-hint ${username}`),
      loginCommand(profile, '--flow user-auth', '--first-factor password'),
    ],
  })
}
