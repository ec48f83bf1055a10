import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {cognitoPorts, isCognito} from './cognito.ts'
import type {Outside} from './connection.ts'
import {discover, endpointOf} from './discovery.ts'

/**
 * The page at which a browser ends its own session with the issuer (OpenID Connect RP-Initiated Logout 1.0, section 2).
 * It names the client only: a token has no place in an address. Cognito has a page of its own kind, which needs a
 * registered address to go on to.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 *
 * @throws Failure `unsupported` where the issuer names no such page; `config_invalid`, `unreachable`, `timed_out`.
 */
export async function browserSignOutUrl(world: Outside, profile: Profile): Promise<URL> {
  const {issuer, clientId, name} = profile
  if (issuer === undefined || clientId === undefined)
    throw new Failure('config_invalid', `The profile ${name} does not name both an issuer and a client.`)
  const server = await discover(world, issuer)
  const cognito = isCognito(profile)
  const url =
    cognito && server.end_session_endpoint === undefined
      ? new URL('/logout', endpointOf(server, 'authorization_endpoint'))
      : endpointOf(server, 'end_session_endpoint')
  url.searchParams.set('client_id', clientId)
  if (!cognito) return url
  url.searchParams.set('redirect_uri', profile.redirectUris?.[0] ?? `http://localhost:${cognitoPorts[0]}/callback`)
  url.searchParams.set('response_type', 'code')
  return url
}
