import {randomUUID} from 'node:crypto'
import type {InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import {redeemRefreshToken} from '../refresh-tokens.ts'
import type {RefreshToken} from '../sign-ins.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import type {SignIn} from '../tokens.ts'
import {parameter} from './parameter.ts'
import {assertSecretHash} from './secret-hash.ts'
import {mint} from './sign-in.ts'

/** REFRESH_TOKEN_AUTH: new access and ID tokens, no new refresh token. Closed to clients that rotate. */
export async function refresh(
  stack: Stack,
  pool: Pool,
  client: Client,
  parameters: Readonly<Record<string, string>>,
): Promise<InitiateAuthResponse> {
  const token = parameter(parameters, 'REFRESH_TOKEN')
  if (client.settings.RefreshTokenRotation?.Feature === 'ENABLED')
    throw new Problem('NotAuthorizedException', 'Refresh token rotation is enabled: use GetTokensFromRefreshToken.')
  const {kept, user} = redeemRefreshToken(stack, pool, client, token)
  assertSameDevice(kept, parameters.DEVICE_KEY)
  // The hash is made with the username, or the sub where people sign in by an alias: either shows the same secret.
  assertSecretHash(client, [user.username, user.sub], parameters.SECRET_HASH)
  const result = await mint(stack, continued({pool, client, user}, kept))
  return {ChallengeParameters: {}, AuthenticationResult: result}
}

/** The sign-in a refresh token continues: same origin and time of sign-in, a new event. */
export function continued(
  entrant: {readonly pool: Pool; readonly client: Client; readonly user: User},
  {scope, authTime, originJti, viaOAuth, deviceKey}: RefreshToken,
): SignIn {
  return {...entrant, scope, authTime, originJti, viaOAuth, deviceKey, eventId: randomUUID()}
}

/** A tracked device's refresh token is good on that device. @throws Problem `NotAuthorizedException` */
export function assertSameDevice({deviceKey}: RefreshToken, given: string | undefined): void {
  if (deviceKey !== given) throw new Problem('NotAuthorizedException', 'Invalid Refresh Token')
}
