import type {
  GetTokensFromRefreshTokenRequest,
  GetTokensFromRefreshTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {redeemRefreshToken, rotateRefreshToken} from '../../refresh-tokens.ts'
import type {Stack} from '../../stack.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertSameDevice, continued} from '../refresh.ts'
import {assertSecret} from '../secret-hash.ts'
import {mint} from '../sign-in.ts'

/** Refreshes, with a new refresh token where the client rotates. It takes the client's secret itself, not a hash. */
export async function getTokensFromRefreshToken(
  stack: Stack,
  {ClientId, ClientSecret, RefreshToken, DeviceKey}: Checked<GetTokensFromRefreshTokenRequest>,
): Promise<GetTokensFromRefreshTokenResponse> {
  const {pool, client} = publicClient(stack, ClientId)
  assertSecret(client, ClientSecret)
  const {kept, user} = redeemRefreshToken(stack, pool, client, RefreshToken)
  assertSameDevice(kept, DeviceKey)
  const signIn = continued({pool, client, user}, kept)
  const rotated = rotateRefreshToken(stack, signIn, kept)
  return {AuthenticationResult: {...(await mint(stack, signIn)), ...(rotated && {RefreshToken: rotated})}}
}
