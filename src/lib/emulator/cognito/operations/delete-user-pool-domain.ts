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
  const kind = pool.settings.Domain === Domain ? 'Domain' : 'CustomDomain'
  const {[kind]: _gone, ...rest} = pool.settings
  pool.settings = rest
  pool.domains?.delete(Domain)
  return {}
}
