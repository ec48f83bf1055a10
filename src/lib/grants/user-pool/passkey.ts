import {Failure} from '../../failure.ts'
import {loginCommand} from '../login-command.ts'
import type {Answering} from './talk.ts'

/**
 * WEB_AUTHN: a passkey signs for the web page it was made at, and browsers hold to that; no terminal can stand in.
 * @throws Failure `unsupported`, with the command that takes the same person to that page.
 */
export const handToBrowser: Answering = async ({client: {profile}, username}) => {
  throw new Failure(
    'unsupported',
    'A passkey works only in a browser, at the sign-in page of the pool it was made for: the page’s address is part of what it signs.',
    {
      hints: [
        loginCommand(profile, '--flow pkce', '--login-hint', username),
        loginCommand(profile, '--flow user-auth', '--first-factor password'),
      ],
    },
  )
}
