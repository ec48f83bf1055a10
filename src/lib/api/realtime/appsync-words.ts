import {Failure} from '../../failure.ts'
import type {Provable} from '../credential.ts'
import type {GraphqlError} from '../graphql.ts'
import {HttpRefusal} from '../http-refusal.ts'

/**
 * What HTTP headers would say, by AppSync's spelling: who asks for `url` with that body, wherever it is carried. `host`
 * is the HTTP API's, also on the way to the realtime one.
 */
export async function headerObject(
  prove: (request: Provable) => Promise<Record<string, string>>,
  url: string,
  body: string,
): Promise<Record<string, string>> {
  const headers = {
    accept: 'application/json, text/javascript',
    'content-encoding': 'amz-1.0',
    'content-type': 'application/json; charset=UTF-8',
  }
  const {authorization, ...proven} = await prove({method: 'POST', url, headers, body})
  const signed = authorization?.startsWith('AWS4-') ? proven : without(proven, Object.keys(headers))
  return {host: new URL(url).host, ...signed, ...(authorization !== undefined && {Authorization: authorization})}
}

/** A header object as a sub-protocol, which is how browsers can carry it. */
export function asProtocol(header: object): string {
  return `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`
}

/** The address of an API's realtime end: AppSync's own hosts have one of their own, custom domains a path. */
export function realtimeAddress(url: string, path: 'realtime' | '/event/realtime'): string {
  const address = new URL(url)
  address.protocol = address.protocol.replace('http', 'ws')
  const own = /^\w{26}\.appsync-api\./.test(address.hostname)
  if (own) address.hostname = address.hostname.replace('.appsync-api.', '.appsync-realtime-api.')
  if (path.startsWith('/')) address.pathname = path
  else if (!own) address.pathname = `${address.pathname.replace(/\/$/, '')}/${path}`
  return address.href
}

const denials = /^(Unauthorized|UnauthorizedException|AccessDeniedException|UnrecognizedClientException)$/

/** What the server said no to: the credential, or the subscription. */
export function refusalOf(
  errors: readonly (GraphqlError & {readonly errorCode?: unknown})[] = [],
): Failure | HttpRefusal {
  const [{errorType = 'error', message = 'without a reason', errorCode} = {}] = errors
  const unauthorized = denials.test(errorType) || errorCode === 401 || errorCode === 403
  if (unauthorized) return new HttpRefusal(errorCode === 403 ? 403 : 401, new Headers(), {errors})
  const code = /Limit|MaxSubscriptions|Throttl/i.test(errorType) ? 'throttled' : 'usage'
  return new Failure(code, `The subscription was turned away: ${message} (${errorType}).`)
}

function without(headers: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))
}
