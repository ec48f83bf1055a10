import type {GlobalSignOutRequest, GlobalSignOutResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import type {Checked} from '../operation.ts'
import {signOutEverywhere} from '../sign-out.ts'

export async function globalSignOut(
  stack: Stack,
  {AccessToken}: Checked<GlobalSignOutRequest>,
): Promise<GlobalSignOutResponse> {
  const {pool, user} = await bearerOf(stack, AccessToken)
  signOutEverywhere(stack, pool, user)
  return {}
}
