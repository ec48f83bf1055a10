import {Failure} from '../failure.ts'
import {loginCommand} from '../grants/login-command.ts'
import type {Profile} from '../profile/profile.ts'
import {setField, type Whom, whomWords} from '../whom.ts'
import {endOf} from './about.ts'
import {asWords, defaultIdentity} from './names.ts'
import {type Session, whomOf} from './open-session.ts'

/** Nobody is signed in, with the command that mends it. */
export function notSignedIn(profile: Whom & Pick<Profile, 'store'>, identity: string): Failure {
  const {name, store} = profile
  const who = identity === defaultIdentity ? '' : ` as ${identity}`
  const why = store === 'none' ? ' It keeps no tokens (store none), so there is nothing to use later.' : ''
  return new Failure('not_signed_in', `Nobody is signed in to ${name}${who}.${why}`, {
    hints: [loginCommand(profile, ...asWords(identity), ...(store === 'none' ? ['--store keyring'] : []))],
  })
}

/** Nothing is left that could renew the session; whether it is over yet or not. */
export function notRenewable(session: Session, now: number): Failure {
  const {profile, identity, tokenSet} = session
  const whom = whomOf(session)
  const end = endOf(tokenSet)
  const over = end !== undefined && end <= now
  const when = over ? ` ended at ${new Date(end).toISOString()} and` : ''
  const machine = tokenSet.grant === 'client_credentials'
  const lacks = machine ? 'the secret of its client is not kept' : 'it has no refresh token'
  return new Failure(
    over ? 'session_ended' : 'unsupported',
    `The session for ${profile}${when} cannot be renewed: ${lacks}.`,
    {
      hints: machine
        ? [
            loginCommand(whom, ...asWords(identity), '--flow client-credentials'),
            setField(whom, '--client-secret-stdin'),
          ]
        : tokenSet.grant === 'token_exchange'
          ? [['authctl token exchange', ...whomWords(whom), ...asWords(identity)].join(' ')]
          : [loginCommand(whom, ...asWords(identity))],
    },
  )
}
