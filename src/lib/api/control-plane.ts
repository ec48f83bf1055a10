import {Failure} from '../failure.ts'
import {awsCredentials} from './aws-credentials.ts'
import type {Proving} from './credential.ts'
import {type Received, received} from './transport.ts'

/** An AppSync API as its owner knows it; `endpoint` stands for AWS's own where that is elsewhere. */
export interface OwnedApi {
  readonly apiId: string
  readonly region: string
  readonly endpoint?: string | undefined
}

/** What is asked of the control plane, and the permission it takes. */
export interface Asked {
  readonly path: string
  readonly action: string
  /** The end of “AppSync does not let these credentials …”. */
  readonly doing: string
}

/**
 * Reads something about an API from AppSync's control plane, signed with AWS credentials.
 * @throws Failure `denied`, `not_found`, `not_signed_in`, `unreachable`, `timed_out` or `throttled`
 */
export async function readControlPlane(
  world: Proving,
  {apiId, region, endpoint}: OwnedApi,
  {path, action, doing}: Asked,
): Promise<Received> {
  const base = endpoint ?? `https://appsync.${region}.amazonaws.com`
  const url = new URL(`/v1/apis/${encodeURIComponent(apiId)}/${path}`, base)
  const credentials = await awsCredentials(world, url)
  const {signed} = await import('./signing.ts')
  const answer = await received(world, url.href, async () => ({
    headers: await signed(
      {method: 'GET', url, headers: {}, body: '', region, service: 'appsync', at: world.clock.now()},
      credentials,
    ),
  }))
  if (answer.ok) return answer
  const {status} = answer
  if (status === 404) throw new Failure('not_found', `There is no AppSync API ${apiId} in this region and account.`)
  if (status === 401 || status === 403)
    throw new Failure('denied', `AppSync does not let these credentials ${doing} (HTTP ${status}).`, {
      hints: [`allow appsync:${action}`, 'aws sts get-caller-identity'],
    })
  if (status === 429) throw new Failure('throttled', `${url.host} still says to slow down (HTTP 429).`)
  throw new Failure('unreachable', `${url.host} answered HTTP ${status} when asked to ${doing}.`)
}
