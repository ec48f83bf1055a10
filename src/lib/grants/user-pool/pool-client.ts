import {Failure} from '../../failure.ts'
import type {Profile} from '../../profile/profile.ts'
import {setField} from '../../whom.ts'
import {boundedFetch} from '../bounded-fetch.ts'
import {isKey} from '../client-key.ts'
import type {Outside} from '../connection.ts'
import {Refusal} from './refusal.ts'
import {secretHash} from './secret-hash.ts'

/** An answer of the API, its members unread: whoever sent it may have put anything there. */
export type Reply = Readonly<Record<string, unknown>>

/** One app client of a user pool, by the operations that need no AWS credentials. */
export interface PoolClient {
  readonly profile: Profile
  readonly issuer: string
  readonly poolId: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  /** Address of the Cognito API. */
  readonly endpoint: string
  /** @throws Refusal; Failure `unreachable`, `timed_out`, `throttled`, `cancelled`. */
  ask(operation: Operation, input: object): Promise<Reply>
  /** `{SECRET_HASH}` for a request about this user, `{}` for a client without a secret. */
  proof(username: string): {readonly SECRET_HASH?: string}
}

export type Operation =
  | 'InitiateAuth'
  | 'RespondToAuthChallenge'
  | 'AssociateSoftwareToken'
  | 'VerifySoftwareToken'
  | 'ConfirmDevice'
  | 'UpdateDeviceStatus'
  | 'GetTokensFromRefreshToken'
  | 'RevokeToken'
  | 'GetUser'
  | 'GlobalSignOut'

/**
 * The profile's app client. The requests are unsigned JSON over https: the AWS SDK would cost a third of a start, and
 * look for credentials that people who sign in do not have.
 *
 * @throws Failure `config_invalid` where the profile is incomplete.
 */
export function poolClient(
  world: Outside,
  profile: Profile,
  {clientSecret, endpoint = endpointOf(profile)}: {clientSecret?: string | undefined; endpoint?: string} = {},
): PoolClient {
  const {issuer, clientId, name} = profile
  if (issuer === undefined || clientId === undefined)
    throw new Failure('config_invalid', `The profile ${name} does not name both a user pool and an app client.`, {
      hints: [setField(profile, '--user-pool-id ID --client-id ID')],
    })
  if (clientSecret !== undefined && isKey(clientSecret))
    throw new Failure('usage', 'An app client of a user pool has a secret; what was given is a private key.')
  return {
    profile,
    issuer,
    poolId: profile.userPoolId ?? issuer.slice(issuer.lastIndexOf('/') + 1),
    clientId,
    clientSecret,
    endpoint,
    ask: (operation, input) => ask(world, endpoint, operation, input),
    proof: username => (clientSecret === undefined ? {} : {SECRET_HASH: secretHash(clientSecret, username, clientId)}),
  }
}

/** The API answers beside the pool's issuer; the newer issuer has a host name of its own. */
function endpointOf({endpoint, issuer = ''}: Profile): string {
  return endpoint ?? URL.parse(issuer)?.origin.replace('//issuer-cognito-idp.', '//cognito-idp.') ?? issuer
}

const attempts = 3

/** Asks once; again only where the service says that it asked too much of it, and so did nothing. */
async function ask(world: Outside, endpoint: string, operation: Operation, input: object): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(world, endpoint, operation, input)
    } catch (error) {
      if (attempt === attempts || !(error instanceof Refusal) || error.name !== 'TooManyRequestsException') throw error
      await world.clock.sleep(500 * 2 ** attempt * (0.5 + Math.random()), world.cancelled)
    }
  }
}

async function once(world: Outside, endpoint: string, operation: Operation, input: object): Promise<Reply> {
  const response = await boundedFetch(world)(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  })
  const reply = objectIn(await response.text())
  const {host} = new URL(endpoint)
  if (response.status === 200 && reply) return reply
  if (response.status === 429 || response.status === 503)
    throw new Failure('throttled', `${host} still answers HTTP ${response.status} after several tries.`)
  // `__type` may carry a namespace, the header an address after a colon (AWS JSON 1.1 protocol, error serialization).
  const type = String(reply?.__type ?? response.headers.get('x-amzn-errortype') ?? '')
  const name = type.replace(/^.*#/, '').replace(/:.*$/, '')
  if (!reply || name === '')
    throw new Failure('unreachable', `${host} did not answer as the Cognito API does (HTTP ${response.status}).`)
  const message = String(reply.message ?? reply.Message ?? name).slice(0, 500)
  throw new Refusal(name, message)
}

function objectIn(text: string): Reply | undefined {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? {...value} : undefined
  } catch {
    return undefined
  }
}
