import {readUpTo} from '../net/read-up-to.ts'
import type {Fetch} from '../world/world.ts'
import {type Connection, configured, type Outside} from './connection.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:device_code'

/**
 * The connection as the device grant talks over it. Cognito has no such grant; AWS publishes a sample that puts one in
 * front of a pool, with one endpoint for both steps and ways of its own. Where the profile names that endpoint, the grant
 * goes there, translated; everything else still goes to the pool.
 * https://aws.amazon.com/blogs/security/implement-oauth-2-0-device-grant-flow-by-using-amazon-cognito-and-aws-lambda/
 */
export function deviceParty(world: Outside, connection: Connection): {world: Outside; connection: Connection} {
  const {profile, server, oidc, clientSecret} = connection
  const {deviceEndpoint} = profile
  if (deviceEndpoint === undefined) return {world, connection}
  const {clock, env, cancelled} = world
  const translating = {clock, env, cancelled, fetch: spokenTo(deviceEndpoint, profile.clientId ?? '', world.fetch)}
  // The sample knows a secret in the Authorization header, or none.
  const authenticate = clientSecret ? oidc.ClientSecretBasic(clientSecret) : oidc.None()
  const parts = {
    ...connection,
    authenticate,
    server: {...server, device_authorization_endpoint: deviceEndpoint, token_endpoint: deviceEndpoint},
  }
  return {world: translating, connection: {...parts, config: configured(translating, parts)}}
}

/** A fetch that puts what RFC 8628 has in the body into the query, and the sample's answers into the standard's words. */
function spokenTo(endpoint: string, clientId: string, fetch: Fetch): Fetch {
  const {href} = new URL(endpoint)
  return async (input, init = {}) => {
    if (String(input) !== href || !(init.body instanceof URLSearchParams)) return fetch(input, init)
    const url = new URL(href)
    const said = init.body.get('grant_type') === grantType ? ['grant_type', 'device_code'] : ['scope']
    url.searchParams.set('client_id', clientId)
    for (const name of said) url.searchParams.set(name, init.body.get(name) ?? '')
    const {body: _, ...bare} = init
    const answer = await fetch(url, bare)
    const body = standardised(await readUpTo(1024 * 1024, answer, `The answer of ${url.host}`))
    return new Response(body, {status: answer.status, headers: plain(answer.headers)})
  }
}

function standardised(bytes: Buffer): Buffer | string {
  try {
    const answer = JSON.parse(bytes.toString('utf8'))
    if (answer.error === 'expired') return JSON.stringify({...answer, error: 'expired_token'})
    if (typeof answer.access_token === 'string') return JSON.stringify({token_type: 'Bearer', ...answer})
  } catch {
    // Whoever reads it says what is wrong with it.
  }
  return bytes
}

/** The body is no longer the one these were about. */
function plain(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('content-length')
  kept.delete('content-encoding')
  return kept
}
