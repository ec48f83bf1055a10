import type {ServerMetadata} from 'openid-client'
import {wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {boundedFetch} from './bounded-fetch.ts'

/**
 * The issuer's own description of itself. Where it stands for an issuer with a path is different in OpenID Connect
 * Discovery 1.0 (section 4, appended) and RFC 8414 (section 3.1, inserted); the first is asked, then the second. Nothing
 * is remembered between runs, so nothing of one issuer can be used for another.
 *
 * @throws Failure `config_invalid` for an issuer that may not be asked; `unreachable` when what answers is not that issuer.
 */
export async function discover(
  world: Pick<World, 'fetch' | 'clock' | 'cancelled'>,
  issuer: string,
): Promise<ServerMetadata> {
  assertIssuer(issuer)
  const fetch = boundedFetch(world)
  const ask = (url: string) => fetch(url, {headers: {accept: 'application/json'}})
  const [appended, inserted] = wellKnownUrls(issuer)
  let response = await ask(appended)
  if (response.status === 404 && inserted !== undefined) response = await ask(inserted)
  const server = await description(response, issuer)
  if (server.issuer !== issuer) throw anotherIssuer(server.issuer, issuer)
  return server
}

/** Where `issuer` describes itself, in the order in which to ask. */
export function wellKnownUrls(issuer: string): [string, string] {
  const {origin, pathname} = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ]
}

/**
 * An endpoint out of the issuer's description.
 * @throws Failure `unsupported` naming it when it is missing; `unreachable` when it is no address to send anything to.
 */
export function endpointOf(server: ServerMetadata, name: EndpointName): URL {
  const url = server[name]
  if (url === undefined) throw new Failure('unsupported', `${server.issuer} names no ${name}.`)
  const wrong = wrongAddress(url)
  if (wrong) throw new Failure('unreachable', `The ${name} that ${server.issuer} names cannot be used: it ${wrong}.`)
  return new URL(url)
}

export type EndpointName =
  | 'authorization_endpoint'
  | 'token_endpoint'
  | 'device_authorization_endpoint'
  | 'userinfo_endpoint'
  | 'revocation_endpoint'
  | 'introspection_endpoint'
  | 'end_session_endpoint'
  | 'pushed_authorization_request_endpoint'
  | 'jwks_uri'

function assertIssuer(issuer: string): void {
  const wrong = wrongAddress(issuer) ?? (issuer.includes('?') ? 'must not contain a query (?…)' : undefined)
  if (wrong) throw new Failure('config_invalid', `The issuer ${issuer.slice(0, 200)} cannot be used: it ${wrong}.`)
}

async function description(response: Response, issuer: string): Promise<ServerMetadata> {
  const {host} = new URL(issuer)
  if (response.status === 404)
    throw new Failure(
      'unreachable',
      `${host} does not know the issuer ${issuer}: there is no description of it (HTTP 404).`,
    )
  if (response.status === 429 || response.status === 503)
    throw new Failure('throttled', `${host} still answers HTTP ${response.status} after several tries.`)
  if (response.status !== 200)
    throw new Failure('unreachable', `${host} answered HTTP ${response.status} when asked to describe ${issuer}.`)
  const document = await response.json().catch(() => undefined)
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new Failure('unreachable', `${host} answered something else than a description of ${issuer}.`)
  return document as ServerMetadata
}

function anotherIssuer(found: unknown, asked: string): Failure {
  const name = typeof found === 'string' ? found.slice(0, 200) : 'nobody'
  return new Failure(
    'unreachable',
    `Asked for the issuer ${asked}, the server answered for ${name}; they must be equal.`,
    {
      hints: ['authctl profile set NAME --issuer URL, if the address in the profile is mistyped'],
    },
  )
}
