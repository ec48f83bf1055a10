import type {
  AdminRespondToAuthChallengeRequest,
  AdminRespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {clientOf, poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {respond} from '../respond.ts'

export function adminRespondToAuthChallenge(
  stack: Stack,
  input: Checked<AdminRespondToAuthChallengeRequest>,
): Promise<AdminRespondToAuthChallengeResponse> {
  const pool = poolOf(stack, input.UserPoolId)
  return respond(stack, {pool, client: clientOf(pool, input.ClientId)}, input)
}
