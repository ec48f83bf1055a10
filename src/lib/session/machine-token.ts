import {createHash} from 'node:crypto'
import {underLock} from '../disk/lock.ts'
import {machineScopes} from '../grants/client-credentials.ts'
import {targetParameters} from '../grants/request-parameters.ts'
import type {SignInRequest} from '../grants/sign-in-request.ts'
import type {TokenSet} from '../grants/token-set.ts'
import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {accounted} from './accounted.ts'
import {clientProof} from './client-proof.ts'
import {isNearEnd} from './freshness.ts'
import {sessionPath} from './names.ts'
import {keepTokens, lockOf, openSession} from './open-session.ts'
import {assertStoreUsable} from './sessions.ts'
import {type BareToken, bareToken, shown} from './show-token.ts'

/** What a machine asks for: the token for one such request is never given to another. */
export type MachineAsking = Pick<SignInRequest, 'scopes' | 'resource' | 'audience' | 'clientSecret' | 'tell'>

/**
 * A token for the client itself, without a sign-in before: the one that is kept for exactly this issuer, client, scope
 * and target, as long as it is not near its end; else a new one. Of many processes that come at once, one asks.
 * @throws Failure, as signIn does; `storage_unavailable`, `storage_failed`.
 */
export async function machineToken(world: World, profile: Profile, asking: MachineAsking): Promise<BareToken> {
  const {store = 'keyring'} = profile
  const identity = machineIdentity(profile, asking)
  const tokens = async (): Promise<TokenSet> => {
    // Brings the browser's receiver along, which a kept token does not need.
    const {signIn} = await import('../grants/sign-in.ts')
    const clientSecret = await clientProof(world, profile, asking.clientSecret)
    return accounted(world, {operation: 'sign-in', profile, identity}, () =>
      signIn(world, profile, {...asking, clientSecret, flow: 'client-credentials', browser: false}),
    )
  }
  if (store === 'none') return shown(await tokens(), 'access')
  const usable = async () => {
    const kept = await openSession(world, profile, identity)
    if (!kept || !isNearEnd(kept.session, world.clock.now())) return kept !== undefined
    // One that nobody can renew makes room for a new one, for which the secret is asked.
    return (await clientProof(world, profile, asking.clientSecret)) !== undefined
  }
  if (!(await usable())) {
    await assertStoreUsable(world, store)
    const first = async () => {
      if (!(await usable())) await keepTokens(world, profile, identity, await tokens(), store)
    }
    const lock = lockOf(sessionPath(world, profile.name, identity))
    await underLock(world, lock, first, {doing: `getting a token for ${profile.name}`})
  }
  return bareToken(world, profile, identity, {kind: 'access', clientSecret: asking.clientSecret})
}

/** The identity under which the answer to this request is kept; the order of scopes says nothing (RFC 6749, 3.3). */
function machineIdentity(profile: Profile, asking: Pick<MachineAsking, 'scopes' | 'resource' | 'audience'>): string {
  const scopes = [...machineScopes({profile}, asking)].sort()
  const {resource = null, audience = null} = targetParameters(profile, asking)
  const request = JSON.stringify([profile.issuer, profile.clientId, scopes, resource, audience])
  return `machine-${createHash('sha256').update(request).digest('hex').slice(0, 16)}`
}
