import {leadsToLoopback} from '../address.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** What a stack on this machine accepts. Real credentials are never sent to a loopback address, whoever listens there. */
const localStack: AwsCredentials = {
  accessKeyId: 'AKIALOCALSTACK000000',
  secretAccessKey: 'local-stack-secret-for-this-machine-only',
}

/**
 * Credentials to sign a request to `url` with: the environment's, else what the AWS SDK's default chain finds (SSO,
 * profiles, roles, containers).
 * @throws Failure `not_signed_in` where there are none
 */
export async function awsCredentials({env, agents}: Pick<World, 'env' | 'agents'>, url: URL): Promise<AwsCredentials> {
  if (leadsToLoopback(url)) return localStack
  const {AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken} = env
  if (accessKeyId && secretAccessKey) return {accessKeyId, secretAccessKey, sessionToken: sessionToken || undefined}
  const {CognitoIdentityProviderClient} = await import('@aws-sdk/client-cognito-identity-provider')
  // Both are read by the clients that the chain asks with: roles take the one, SSO the other.
  const ways = {requestHandler: {...agents}, clientConfig: {requestHandler: {...agents}}}
  const client = new CognitoIdentityProviderClient({region: 'us-east-1', ...ways})
  try {
    return await client.config.credentials()
  } catch (cause) {
    throw new Failure('not_signed_in', 'No AWS credentials were found to sign this request with.', {
      hints: ['aws sso login', 'aws configure', 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'],
      cause,
    })
  } finally {
    client.destroy()
  }
}
