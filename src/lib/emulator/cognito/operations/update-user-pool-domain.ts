import type {UpdateUserPoolDomainRequest, UpdateUserPoolDomainResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {assertDomain} from '../domains.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Only custom domains and the login version can be changed, and neither makes a difference on this stack. */
export function updateUserPoolDomain(
  stack: Stack,
  {Domain, UserPoolId}: Checked<UpdateUserPoolDomainRequest>,
): UpdateUserPoolDomainResponse {
  assertDomain(poolOf(stack, UserPoolId), Domain)
  return {}
}
