import type {InitiateAuthRequest, InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {initiate} from '../initiate.ts'
import {publicClient} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function initiateAuth(stack: Stack, input: Checked<InitiateAuthRequest>): Promise<InitiateAuthResponse> {
  return initiate(stack, {...publicClient(stack, input.ClientId), asAdmin: false}, input)
}
