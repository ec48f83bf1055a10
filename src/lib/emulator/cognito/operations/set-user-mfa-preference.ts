import type {SetUserMFAPreferenceRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {bearerOf} from '../access-token.ts'
import {preferFactors} from '../mfa.ts'
import type {Checked} from '../operation.ts'

export async function setUserMfaPreference(stack: Stack, input: Checked<SetUserMFAPreferenceRequest>): Promise<void> {
  const {pool, user} = await bearerOf(stack, input.AccessToken)
  preferFactors(pool, user, input)
}
