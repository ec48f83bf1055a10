import {existsSync} from 'node:fs'
import {homedir} from 'node:os'
import {join} from 'node:path'
import {DescribeUserPoolClientCommand} from '@aws-sdk/client-cognito-identity-provider'
import {leadsToLoopback} from '../address.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import type {Environment, World} from '../world/world.ts'
import {read} from './directory.ts'
import {openService} from './open.ts'

/** Somebody is waiting to sign in, and there is the profile to fall back to. */
const patienceMs = 4000

/**
 * The redirect URIs that are registered with the profile's app client, as its pool has them now. Undefined where that
 * cannot be known: no pool, no AWS credentials, or none that may look, or no answer in time. Asks for no credentials.
 * @throws Failure `cancelled`.
 */
export async function registeredCallbacks(
  {env, cancelled, agents}: Pick<World, 'env' | 'cancelled' | 'agents'>,
  profile: Profile,
): Promise<readonly string[] | undefined> {
  const {userPoolId, clientId} = profile
  if (userPoolId === undefined || clientId === undefined || !canSign(env, profile)) return undefined
  try {
    const patience = AbortSignal.any([cancelled, AbortSignal.timeout(patienceMs)])
    const service = openService({cancelled: patience, env, ...(agents && {agents})}, profile)
    const command = new DescribeUserPoolClientCommand({UserPoolId: userPoolId, ClientId: clientId})
    return (await read(service, command)).UserPoolClient?.CallbackURLs ?? []
  } catch (error) {
    if (cancelled.aborted) throw cancelled.reason
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Whether there are credentials by their looks: the SDK's own search would ask the network for some. */
function canSign(env: Environment, {endpoint}: Profile): boolean {
  if (endpoint !== undefined && leadsToLoopback(new URL(endpoint))) return true
  const {AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: config} = env
  const folder = join(env.HOME ?? homedir(), '.aws')
  return (
    signs.some(name => env[name]) ||
    existsSync(credentials || join(folder, 'credentials')) ||
    existsSync(config || join(folder, 'config'))
  )
}

const signs = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
]
