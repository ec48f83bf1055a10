import type {DeleteUserPoolDomainRequest, DeleteUserPoolDomainResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {assertDomain} from '../domains.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

export function deleteUserPoolDomain(
  stack: Stack,
  {Domain, UserPoolId}: Checked<DeleteUserPoolDomainRequest>,
): DeleteUserPoolDomainResponse {
  const pool = poolOf(stack, UserPoolId)
  assertDomain(pool, Domain)
  const {Domain: _gone, ...rest} = pool.settings
  pool.settings = rest
  return {}
}
