import type {Revoked} from '../session/revoke-one.ts'
import {safe} from './safe.ts'

/** That a token was revoked, and what is left of the session it was of. */
export function revokedText({issuer, kind, profile}: Revoked): string {
  const done = `Revoked at ${safe(issuer)}. A token it does not know counts as revoked, too.`
  if (profile === undefined) return done
  const rest =
    kind === 'refresh'
      ? `The session for ${safe(profile)} cannot be renewed any more; “authctl logout --local” forgets it.`
      : `The session for ${safe(profile)} is still kept here; “authctl logout” ends all of it.`
  return `${done}\n${rest}`
}
