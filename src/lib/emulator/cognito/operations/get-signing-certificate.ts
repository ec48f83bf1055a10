import type {
  GetSigningCertificateRequest,
  GetSigningCertificateResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import {poolSigner} from '../../saml/signer.ts'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** By which the pool signs what it asks SAML providers. */
export function getSigningCertificate(
  stack: Stack,
  {UserPoolId}: Checked<GetSigningCertificateRequest>,
): GetSigningCertificateResponse {
  return {Certificate: poolSigner(stack, poolOf(stack, UserPoolId)).certificate}
}
