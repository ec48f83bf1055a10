import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {decodeToken} from '../token/decode.ts'
import {type Connection, type ConnectOptions, connect, type Outside} from './connection.ts'
import {type EndpointName, endpointOf} from './discovery.ts'
import {pinned} from './pinned.ts'
import type {TokenSet} from './token-set.ts'

/** A token that is shown to its issuer in a request about it. */
export interface PresentedToken {
  readonly token: string
  /** What kind it is, where that is known: the server then looks there first (RFC 7009, 2.1; RFC 7662, 2.1). */
  readonly kind?: 'access' | 'refresh' | 'id' | undefined
  /** The kept tokens it is one of. */
  readonly from?: TokenSet | undefined
}

/**
 * A connection to the token's own issuer, which names `endpoint` at a place of its own: a token is shown to nobody else.
 *
 * @throws Failure `session_ended` for a session of another issuer, `usage` for a token of another; `unsupported` where
 *   there is no such endpoint; `denied` where it is a stranger's; and as `connect` does.
 */
export async function connectFor(
  world: Outside,
  profile: Profile,
  {token, from}: PresentedToken,
  endpoint: EndpointName,
  options: ConnectOptions,
): Promise<Connection> {
  if (!from) assertIssuedBy(profile, token)
  const connection = await connect(world, from ? pinned(profile, from) : profile, options)
  assertAtHome(connection, endpoint, from)
  return connection
}

/** The name of a kind in requests: only these two are known to every server. */
export function typeHint(kind: PresentedToken['kind']): {readonly token_type_hint?: string} {
  return kind === 'access' || kind === 'refresh' ? {token_type_hint: `${kind}_token`} : {}
}

/** A token goes only where the session came from, or to the issuer itself. */
export function assertAtHome({server, issuer}: Connection, endpoint: EndpointName, from?: TokenSet): void {
  const {origin, href} = endpointOf(server, endpoint)
  const homes = [issuer, from?.tokenEndpoint ?? endpointOf(server, 'token_endpoint').href]
  if (homes.some(home => new URL(home).origin === origin)) return
  const what = endpoint.replaceAll('_', ' ')
  throw new Failure('denied', `${issuer} names the ${what} ${href}, at a stranger's; nothing was sent there.`)
}

/** Many tokens tell who issued them; one of another issuer was meant for that one. */
function assertIssuedBy({issuer, name}: Profile, token: string): void {
  const iss = issuerIn(token)
  if (iss === undefined || iss === issuer) return
  throw new Failure(
    'usage',
    `The token was issued by ${iss}; nothing was sent to ${issuer ?? `the issuer of ${name}`}.`,
    {
      hints: [`--issuer ${iss} --client-id ID`],
    },
  )
}

function issuerIn(token: string): string | undefined {
  try {
    const iss = decodeToken(token).claims?.iss
    return typeof iss === 'string' ? iss.slice(0, 200) : undefined
  } catch {
    // Opaque: it may be anybody's, and only its issuer can tell.
    return undefined
  }
}
