import {Failure} from '../failure.ts'
import {loginCommand} from '../grants/login-command.ts'
import {fetchPoolUser, selfService} from '../grants/user-pool/get-user.ts'
import {fetchUserinfo} from '../grants/userinfo.ts'
import type {Profile} from '../profile/profile.ts'
import {whomWords} from '../whom.ts'
import {certificateProof} from './bound-certificate.ts'
import type {Renewing} from './keeping.ts'
import {asWords} from './names.ts'
import {freshTokens} from './sessions.ts'

/** Who the issuer says this is, now. */
export interface WhoAmI {
  readonly profile: string
  readonly identity: string
  readonly issuer: string
  readonly subject: string
  readonly username?: string
  /** Everything the issuer told. */
  readonly claims: Readonly<Record<string, unknown>>
}

/**
 * Asks the issuer's userinfo endpoint who this is (OpenID Connect Core, section 5.3), or the user pool where the session
 * may ask nobody else; never reads it out of a token.
 * @throws Failure `unsupported` for a machine, `denied` for a session whose scope lacks `openid`, and like freshTokens.
 */
export async function whoAmI(world: Renewing, profile: Profile, identity: string): Promise<WhoAmI> {
  const tokens = await freshTokens(world, profile, identity)
  if (tokens.grant === 'client_credentials')
    throw new Failure('unsupported', `The session for ${profile.name} is a machine’s: there is nobody to ask about.`, {
      hints: [['authctl status', ...whomWords(profile), ...asWords(identity)].join(' ')],
    })
  const scopes = tokens.scope?.split(' ') ?? ['openid']
  const fetchClaims = scopes.includes('openid') ? fetchUserinfo : fetchPoolUser
  if (!scopes.includes('openid') && !scopes.includes(selfService))
    throw new Failure(
      'denied',
      `The issuer tells who somebody is only to a session with the scope openid; this one has: ${tokens.scope}.`,
      {hints: [loginCommand(profile, ...asWords(identity), '--scope openid')]},
    )
  const clientSecret = await certificateProof(world, profile)
  const claims = await fetchClaims(world, profile, tokens, {clientSecret})
  const username = [claims.username, claims.preferred_username, claims.email].find(name => typeof name === 'string')
  return {
    profile: profile.name,
    identity,
    issuer: tokens.issuer,
    subject: claims.sub,
    ...(typeof username === 'string' && {username}),
    claims,
  }
}
