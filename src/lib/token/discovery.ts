import {Failure} from '../failure.ts'
import type {Network} from '../net/network.ts'
import {fetchJson} from './bounded-fetch.ts'
import {secureUrl} from './secure-url.ts'
import type {JsonObject} from './strict-json.ts'

/**
 * The issuer's metadata: OpenID Connect Discovery 4 first, then RFC 8414, 3. The document must name exactly the issuer
 * that was asked for.
 * @throws Failure `unreachable` when there is none, or it is somebody else's; `usage` for an issuer that is not https.
 */
export async function discover(network: Network, issuer: string): Promise<JsonObject> {
  const what = 'The issuer’s metadata'
  const base = secureUrl(issuer, 'The issuer')
  if (base.search) throw new Failure('usage', 'The issuer must not contain a query (OpenID Connect Discovery, 3).')
  for (const url of wellKnown(base)) {
    const metadata = await fetchJson(network, url, what)
    if (!metadata) continue
    if (metadata.issuer === issuer) return metadata
    throw new Failure(
      'unreachable',
      `${what} at ${url.href} is for another issuer: ${JSON.stringify(metadata.issuer)}.`,
    )
  }
  throw new Failure('unreachable', `${what} was not found: ${issuer} publishes no well-known document.`, {
    hints: ['pass --jwks FILE or --jwks URL'],
  })
}

/** OpenID Connect appends the well-known path to the issuer's, RFC 8414 puts it in front. */
function wellKnown({origin, pathname}: URL): URL[] {
  const path = pathname.replace(/\/$/, '')
  return [
    new URL(`${origin}${path}/.well-known/openid-configuration`),
    new URL(`${origin}/.well-known/oauth-authorization-server${path}`),
  ]
}
