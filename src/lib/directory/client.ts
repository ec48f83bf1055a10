import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider'
import {leadsToLoopback} from '../address.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {localStackCredentials} from './local-stack.ts'
import {withoutRetryingLimits} from './retry.ts'

/**
 * The Cognito API a profile points at: AWS with the default credential chain, or a stack on this machine with its own.
 * @throws Failure `config_invalid` when the region is unknown or the endpoint is not one to sign requests for.
 */
export function cognitoClient(profile: Profile, agents?: World['agents']): CognitoIdentityProviderClient {
  const config = profile.endpoint === undefined ? aws(profile) : elsewhere(profile, profile.endpoint)
  const client = new CognitoIdentityProviderClient({...config, ...transport(agents)})
  keepCredentialsOffLoopback(client)
  return withoutRetryingLimits(client)
}

/** The region a pool lives in, from its id: `eu-west-1_AbCdEf`. */
export function regionOf(poolId: string | undefined): string | undefined {
  return /^([a-z]{2,4}(?:-[a-z]+)+-\d+)_/.exec(poolId ?? '')?.[1]
}

/** The SDK's own HTTP, with bounds; also for the clients with which it asks for credentials (SSO, roles). */
function transport(agents: World['agents']): {requestHandler: object; clientConfig: object} {
  const requestHandler = {connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true, ...agents}
  return {requestHandler, clientConfig: {requestHandler}}
}

function aws(profile: Profile): CognitoIdentityProviderClientConfig {
  const region = profile.region ?? regionOf(profile.userPoolId)
  if (region === undefined)
    throw new Failure('config_invalid', `Profile ${profile.name} does not say in which AWS region its pool is.`, {
      hints: ['pass --region REGION'],
    })
  return {region, maxAttempts: 4}
}

function elsewhere(profile: Profile, endpoint: string): CognitoIdentityProviderClientConfig {
  const url = URL.parse(endpoint)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new Failure('config_invalid', `The endpoint “${endpoint}” is not an http or https address.`)
  const region = profile.region ?? regionOf(profile.userPoolId) ?? 'us-east-1'
  if (leadsToLoopback(url)) return {...settled, region, endpoint, credentials: localStackCredentials}
  if (url.protocol === 'http:')
    throw new Failure('config_invalid', `The endpoint ${endpoint} would carry AWS signatures over plain http.`, {
      hints: ['use https, or an address of this machine such as http://127.0.0.1:9229'],
    })
  return {region, endpoint, maxAttempts: 4}
}

/** Everything the SDK would otherwise look up in environment and shared files: a local stack needs none of it. */
const settled: CognitoIdentityProviderClientConfig = {
  maxAttempts: 3,
  retryMode: 'standard',
  defaultsMode: 'standard',
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: 'authctl',
  authSchemePreference: ['sigv4'],
}

/** AWS settings can redirect the SDK too (`AWS_ENDPOINT_URL`, `endpoint_url`): the promise must hold there as well. */
function keepCredentialsOffLoopback(client: CognitoIdentityProviderClient): void {
  client.middlewareStack.add(
    next => async args => {
      const {hostname = ''} = args.request as {hostname?: string}
      if (leadsToLoopback({hostname})) {
        const {accessKeyId} = await client.config.credentials()
        if (accessKeyId !== localStackCredentials.accessKeyId)
          throw new Failure(
            'config_invalid',
            `AWS settings point at ${hostname}, and AWS credentials are never sent to a loopback address.`,
            {hints: ['name the local stack with --endpoint, and it gets credentials of its own']},
          )
      }
      return next(args)
    },
    {step: 'build', name: 'keepCredentialsOffLoopback'},
  )
}
