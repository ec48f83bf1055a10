import type {ClientAuth, Configuration, ServerMetadata} from 'openid-client'
import {isLoopback} from '../address.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {setField} from '../whom.ts'
import type {ClientCertificate, Fetch, World} from '../world/world.ts'
import {type Binding, bindingTo, newKey} from './binding.ts'
import {boundedFetch} from './bounded-fetch.ts'
import {authenticationMethod, clientAuthentication} from './client-authentication.ts'
import {clientCertificate, showing} from './client-certificate.ts'
import {discover} from './discovery.ts'
import {withFreshAssertions} from './fresh-assertion.ts'
import {withFreshProofs} from './proof-of-possession.ts'

/** What talking to an authorization server takes from the world. */
export type Outside = Pick<World, 'fetch' | 'clock' | 'env' | 'cancelled' | 'trace'>

/** One client at one issuer, ready to be asked for tokens. */
export interface Connection {
  readonly profile: Profile
  readonly issuer: string
  readonly clientId: string
  readonly server: ServerMetadata
  /** What this client proves itself with. */
  readonly clientSecret?: string | undefined
  /** Puts this client's proof of itself into a request's body or headers. */
  readonly authenticate: ClientAuth
  readonly config: Configuration
  readonly oidc: typeof import('openid-client')
  /** Shown in the TLS handshake. */
  readonly certificate?: ClientCertificate
  /** Present where the tokens are, or are to be, bound to a key. */
  readonly binding?: Binding
}

export interface ConnectOptions {
  readonly clientSecret?: string | undefined
  /** The key that tokens are bound to; `new` makes one. */
  readonly proofKey?: string | undefined
  /** Looks at what the issuer says of itself, before anything else is done with it. */
  readonly inspect?: (server: ServerMetadata) => void
}

/**
 * Discovers the profile's issuer and prepares the client: signatures of ID tokens are checked, plain http is spoken to
 * this machine only, and the world's clock is the one that counts.
 *
 * @throws Failure `config_invalid`, `unreachable`, `timed_out`, `throttled`, `input_required`.
 */
export async function connect(
  world: Outside,
  profile: Profile,
  {clientSecret, proofKey, inspect}: ConnectOptions = {},
): Promise<Connection> {
  const issuer = required(profile, 'issuer', '--issuer')
  const clientId = required(profile, 'clientId', '--client-id')
  const named = await discover(world, issuer)
  inspect?.(named)
  // Loaded late: it costs a fifth of a start, and most runs refresh nothing.
  const oidc = await import('openid-client')
  const authenticate = clientAuthentication(oidc, profile, named, clientSecret)
  const byTls = authenticationMethod(profile, named, clientSecret) === 'tls'
  const parts = {
    ...{profile, issuer, clientId, clientSecret, authenticate, oidc},
    server: byTls ? withAliases(named) : named,
    ...(byTls && clientSecret ? {certificate: clientCertificate(clientSecret)} : {}),
  }
  if (proofKey === undefined) return {...parts, config: configured(world, parts)}
  const key = proofKey === 'new' ? await newKey(oidc, parts.server) : proofKey
  const config = configured(world, {...parts, binding: {key}})
  return {...parts, config, binding: bindingTo(oidc, config, key)}
}

type Configurable = Omit<Connection, 'config' | 'binding'> & {readonly binding?: Pick<Binding, 'key'>}

/** The library's view of a connection: the world's clock and our fetch, signatures checked, plain http at home only. */
export function configured(world: Outside, connection: Configurable): Configuration {
  const {oidc, server, clientId, authenticate} = connection
  const metadata = {[oidc.clockSkew]: Math.round((world.clock.now() - Date.now()) / 1000)}
  const config = new oidc.Configuration(server, clientId, metadata, authenticate)
  config[oidc.customFetch] = fetchAs(world, {...connection, config}) as never
  oidc.enableNonRepudiationChecks(config)
  if (Object.values(server).some(value => typeof value === 'string' && isLoopback(value)))
    oidc.allowInsecureRequests(config)
  return config
}

/** A fetch in this client's name: its certificate is shown, and what proves it is made anew when a request is sent again. */
export function fetchAs(
  world: Outside,
  {server, authenticate, certificate, binding, config}: Configurable & Pick<Connection, 'config'>,
): Fetch {
  const {clock, cancelled, fetch} = showing(certificate, world)
  const proving = binding ? withFreshProofs(fetch, binding.key, clock.now) : fetch
  const fresh = withFreshAssertions(proving, (body, headers) =>
    authenticate(server, config.clientMetadata(), body, headers),
  )
  return boundedFetch({clock, cancelled, fetch: fresh})
}

/** Servers may listen elsewhere for clients with a certificate, and for nobody else (RFC 8705, section 5). */
function withAliases(server: ServerMetadata): ServerMetadata {
  return {...server, ...server.mtls_endpoint_aliases}
}

function required(profile: Profile, field: 'issuer' | 'clientId', flag: string): string {
  const value = profile[field]
  if (value) return value
  throw new Failure('config_invalid', `The profile ${profile.name} has no ${field}.`, {
    hints: [setField(profile, `${flag} VALUE`)],
  })
}
