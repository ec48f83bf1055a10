import {type Introspection, introspectToken} from '../grants/introspect.ts'
import type {Profile} from '../profile/profile.ts'
import {clientProof} from './client-proof.ts'
import type {Renewing} from './keeping.ts'
import {type HandedIn, type Kept, meantToken} from './one-token.ts'

/**
 * Asks the issuer about one token, kept or handed in.
 * @throws Failure as `meantToken` and `introspectToken` do.
 */
export async function introspectOne(
  world: Renewing,
  profile: Profile,
  meant: HandedIn | Kept,
  {clientSecret}: {readonly clientSecret?: string | undefined} = {},
): Promise<Introspection> {
  const presented = await meantToken(world, profile, meant)
  const secret = await clientProof(world, profile, clientSecret)
  return introspectToken(world, profile, presented, {clientSecret: secret})
}
