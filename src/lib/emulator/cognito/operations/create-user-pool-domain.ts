import type {CreateUserPoolDomainRequest, CreateUserPoolDomainResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {poolByDomain} from '../domains.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Sign-in pages and OAuth endpoints stay at the stack's own address; the domain is remembered as AWS would show it. */
export function createUserPoolDomain(
  stack: Stack,
  {Domain, UserPoolId}: Checked<CreateUserPoolDomainRequest>,
): CreateUserPoolDomainResponse {
  const pool = poolOf(stack, UserPoolId)
  if (poolByDomain(stack, Domain))
    throw new Problem('InvalidParameterException', 'Domain already associated with another user pool.')
  if (pool.settings.Domain !== undefined)
    throw new Problem('InvalidParameterException', 'User pool already has a domain configured.')
  pool.settings = {...pool.settings, Domain}
  return {}
}
