import type {AdminSetUserMFAPreferenceRequest} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf, userOf} from '../lookup.ts'
import {preferFactors} from '../mfa.ts'
import type {Checked} from '../operation.ts'

export function adminSetUserMfaPreference(stack: Stack, input: Checked<AdminSetUserMFAPreferenceRequest>): void {
  const pool = poolOf(stack, input.UserPoolId)
  preferFactors(pool, userOf(pool, input.Username), input)
}
