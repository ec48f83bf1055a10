import {Failure} from '../failure.ts'
import {loginCommand} from '../grants/login-command.ts'
import type {PresentedToken} from '../grants/presented-token.ts'
import type {TokenSet} from '../grants/token-set.ts'
import type {Profile} from '../profile/profile.ts'
import type {Keeping} from './keeping.ts'
import {asWords} from './names.ts'
import {notSignedIn} from './not-signed-in.ts'
import {readSession} from './sessions.ts'

export type StoredKind = 'access' | 'id' | 'refresh'

/** A token that is not kept here, with its kind where that is known. */
export interface HandedIn {
  readonly token: string
  readonly kind?: StoredKind | undefined
}

/** A token of the session, by its kind. */
export interface Kept {
  readonly identity: string
  readonly stored: StoredKind
}

/**
 * The token that is meant, ready to be shown to its issuer. A kept one is taken as it is, ended or not.
 * @throws Failure `not_signed_in`, `not_found` when the session has none of this kind; and what `readSession` throws.
 */
export async function meantToken(world: Keeping, profile: Profile, meant: HandedIn | Kept): Promise<PresentedToken> {
  if ('token' in meant) return meant
  const session = await readSession(world, profile, meant.identity)
  if (!session) throw await notSignedIn(world, profile, meant.identity)
  const token = tokenOf(session.tokenSet, meant.stored)
  if (token === undefined)
    throw new Failure('not_found', `The session for ${profile.name} has no ${names[meant.stored]}.`, {
      hints: [loginCommand(profile, ...asWords(meant.identity), ...(meant.stored === 'id' ? ['--scope openid'] : []))],
    })
  return {token, kind: meant.stored, from: session.tokenSet}
}

const names: Record<StoredKind, string> = {access: 'access token', id: 'ID token', refresh: 'refresh token'}

function tokenOf({accessToken, idToken, refreshToken}: TokenSet, kind: StoredKind): string | undefined {
  return {access: accessToken, id: idToken, refresh: refreshToken}[kind]
}
