import type {SetUserPoolMfaConfigRequest, SetUserPoolMfaConfigResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Factors that the request does not name are switched off. */
export function setUserPoolMfaConfig(
  stack: Stack,
  {UserPoolId, ...wishes}: Checked<SetUserPoolMfaConfigRequest>,
): SetUserPoolMfaConfigResponse {
  const pool = poolOf(stack, UserPoolId)
  const {MfaConfiguration = 'OFF', SmsMfaConfiguration, EmailMfaConfiguration, SoftwareTokenMfaConfiguration} = wishes
  const factors = SmsMfaConfiguration ?? EmailMfaConfiguration ?? SoftwareTokenMfaConfiguration?.Enabled
  if (MfaConfiguration !== 'OFF' && !factors)
    throw new Problem(
      'InvalidParameterException',
      "Invalid MFA configuration given, can't turn on MFA without an MFA method.",
    )
  if (MfaConfiguration === 'OFF' && factors)
    throw new Problem(
      'InvalidParameterException',
      "Invalid MFA configuration given, can't disable MFA and configure an MFA together.",
    )
  pool.mfa = {...wishes, MfaConfiguration}
  pool.settings = {...pool.settings, MfaConfiguration}
  pool.updatedAt = stack.clock.now()
  return pool.mfa
}
