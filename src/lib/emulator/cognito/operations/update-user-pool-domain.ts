import type {UpdateUserPoolDomainRequest, UpdateUserPoolDomainResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {assertDomain, keepDomain} from '../domains.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** What the request does not name falls back to its default. The login version makes no difference on this stack. */
export function updateUserPoolDomain(
  stack: Stack,
  {Domain, UserPoolId, ...wishes}: Checked<UpdateUserPoolDomainRequest>,
): UpdateUserPoolDomainResponse {
  const pool = poolOf(stack, UserPoolId)
  assertDomain(pool, Domain)
  keepDomain(pool, Domain, wishes)
  return {ManagedLoginVersion: wishes.ManagedLoginVersion ?? 1}
}
