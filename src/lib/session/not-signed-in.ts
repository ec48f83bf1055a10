import {Failure} from '../failure.ts'
import {loginCommand} from '../grants/login-command.ts'
import type {Profile} from '../profile/profile.ts'
import {setField, type Whom, whomWords} from '../whom.ts'
import type {World} from '../world/world.ts'
import {endOf} from './about.ts'
import {keptIdentities} from './kept-identities.ts'
import {asWords, defaultIdentity} from './names.ts'
import {type Session, whomOf} from './open-session.ts'

/** Nobody is signed in by that name, with the command that mends it; and who is, where somebody else is. */
export async function notSignedIn(
  world: Pick<World, 'folders'>,
  profile: Whom & Pick<Profile, 'store'>,
  identity: string,
): Promise<Failure> {
  const {name, store} = profile
  const who = identity === defaultIdentity ? '' : ` as ${identity}`
  const others = await keptIdentities(world, profile)
  if (others.length > 0) {
    const more = others.length > 5 ? ' and others' : ''
    return new Failure(
      'not_signed_in',
      `Nobody is signed in to ${name}${who || ' without a name of their own'}; there is: ${others.slice(0, 5).join(', ')}${more}.`,
      {hints: [`--as ${others[0]}`, loginCommand(profile, ...asWords(identity))]},
    )
  }
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
