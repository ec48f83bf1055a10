import type {AdminSetUserMFAPreferenceRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import {preferFactors} from '../mfa.ts'
import type {Checked} from '../operation.ts'

export function adminSetUserMfaPreference(stack: Stack, input: Checked<AdminSetUserMFAPreferenceRequest>): void {
  preferFactors(userOf(poolOf(stack, input.UserPoolId), input.Username), input)
}
