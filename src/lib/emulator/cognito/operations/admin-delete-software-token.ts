import type {AdminDeleteSoftwareTokenRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {forgetFailures} from '../lockout.ts'
import {poolOf, userOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Takes an authenticator app off a user, who may have lost it. */
export function adminDeleteSoftwareToken(stack: Stack, input: Checked<AdminDeleteSoftwareTokenRequest>): void {
  const {mfa} = userOf(poolOf(stack, input.UserPoolId), input.Username)
  if (mfa.totpSecret === undefined)
    throw new Problem('SoftwareTokenMFANotFoundException', 'Software token MFA has not been associated.')
  delete mfa.totpSecret
  delete mfa.lastStep
  forgetFailures(mfa)
  delete mfa.deviceName
  mfa.enabled = mfa.enabled.filter(name => name !== 'SOFTWARE_TOKEN_MFA')
  if (mfa.preferred === 'SOFTWARE_TOKEN_MFA') delete mfa.preferred
}
