import {randomUUID} from 'node:crypto'
import type {Profile} from '../profile/profile.ts'
import {connect, type Outside} from './connection.ts'
import {translate} from './translate.ts'

/** Whether a token endpoint took a client for who it says it is; `unknown` where it does not tell. */
export type ClientProof = 'accepted' | 'rejected' | 'unknown'

/**
 * Proves a client's secret by a real token request: for a token of its own where it may have one (RFC 6749, 4.4), else
 * with a code that nobody was given. The server looks at the client before it looks at the code (RFC 6749, 4.1.3): over
 * the code it says `invalid_grant`, over the client `invalid_client` (5.2).
 * @throws Failure `unreachable`, `timed_out` and the like; `config_invalid` for a profile without issuer or client.
 */
export async function proveClient(
  world: Outside,
  profile: Profile,
  clientSecret: string,
  {machine}: {readonly machine: boolean},
): Promise<ClientProof> {
  const {clientAuth: _, ...client} = profile
  const {oidc, config, server, issuer} = await connect(world, client, {clientSecret})
  if (server.token_endpoint === undefined) return 'unknown'
  const nobodys = {code: randomUUID(), redirect_uri: profile.redirectUris?.[0] ?? 'http://localhost/callback'}
  try {
    if (machine) await oidc.clientCredentialsGrant(config)
    else await oidc.genericGrantRequest(config, 'authorization_code', nobodys)
    return 'accepted'
  } catch (error) {
    const {error: said} = error as {error?: unknown}
    if (said === 'invalid_client') return 'rejected'
    if (said === 'invalid_grant') return 'accepted'
    if (typeof said === 'string') return 'unknown'
    throw translate(error, {what: 'to give this client a token', issuer})
  }
}
