import type {
  RespondToAuthChallengeRequest,
  RespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {respond} from '../respond.ts'

export function respondToAuthChallenge(
  stack: Stack,
  input: Checked<RespondToAuthChallengeRequest>,
): Promise<RespondToAuthChallengeResponse> {
  return respond(stack, publicClient(stack, input.ClientId), input)
}
