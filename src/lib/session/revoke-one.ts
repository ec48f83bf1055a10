import {revokeToken} from '../grants/revoke.ts'
import type {Profile} from '../profile/profile.ts'
import {accounted} from './accounted.ts'
import {clientProof} from './client-proof.ts'
import type {Renewing} from './keeping.ts'
import {type HandedIn, type Kept, meantToken, type StoredKind} from './one-token.ts'

/** A token that its server no longer takes. */
export interface Revoked {
  readonly revoked: true
  readonly issuer: string
  /** Where it is known. */
  readonly kind?: StoredKind
  /** Whose session it was of; absent for one that was handed in. */
  readonly profile?: string
  readonly identity?: string
}

/**
 * Revokes one token at its server, and changes nothing here: `signOut` is what ends a session.
 * @throws Failure as `meantToken` and `revokeToken` do.
 */
export async function revokeOne(
  world: Renewing,
  profile: Profile,
  meant: HandedIn | Kept,
  {clientSecret}: {readonly clientSecret?: string | undefined} = {},
): Promise<Revoked> {
  const presented = await meantToken(world, profile, meant)
  const secret = await clientProof(world, profile, clientSecret)
  const act = {operation: 'revoke', profile, ...('identity' in meant && {identity: meant.identity})} as const
  const work = () => revokeToken(world, profile, presented, {clientSecret: secret})
  const {issuer} = await accounted(world, act, work)
  return {
    revoked: true,
    issuer,
    ...(presented.kind && {kind: presented.kind}),
    ...('identity' in meant && {profile: profile.name, identity: meant.identity}),
  }
}
