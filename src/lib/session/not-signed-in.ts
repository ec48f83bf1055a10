import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {endOf} from './about.ts'
import {defaultIdentity} from './names.ts'
import type {Session} from './open-session.ts'

/** Nobody is signed in, with the command that mends it. */
export function notSignedIn({name, store}: Pick<Profile, 'name' | 'store'>, identity: string): Failure {
  const who = identity === defaultIdentity ? '' : ` as ${identity}`
  const why = store === 'none' ? ' It keeps no tokens (store none), so there is nothing to use later.' : ''
  return new Failure('not_signed_in', `Nobody is signed in to ${name}${who}.${why}`, {
    hints: [loginCommand(name, identity) + (store === 'none' ? ' --store keyring' : '')],
  })
}

export function loginCommand(profile: string, identity: string): string {
  return `authctl login --profile ${profile}${identity === defaultIdentity ? '' : ` --as ${identity}`}`
}

/** Nothing is left that could renew the session; whether it is over yet or not. */
export function notRenewable({profile, identity, tokenSet}: Session, now: number): Failure {
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
            `${loginCommand(profile, identity)} --flow client-credentials`,
            `authctl profile set ${profile} --client-secret-stdin`,
          ]
        : [loginCommand(profile, identity)],
    },
  )
}
