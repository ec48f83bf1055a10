import type {CreateUserPoolDomainRequest, CreateUserPoolDomainResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {keepDomain, poolByDomain} from '../domains.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'

/** Sign-in pages and OAuth endpoints stay at the stack's own address; the domain is remembered as AWS would show it. */
export function createUserPoolDomain(
  stack: Stack,
  {Domain, UserPoolId, ...wishes}: Checked<CreateUserPoolDomainRequest>,
): CreateUserPoolDomainResponse {
  const pool = poolOf(stack, UserPoolId)
  if (poolByDomain(stack, Domain))
    throw new Problem('InvalidParameterException', 'Domain already associated with another user pool.')
  if (!wishes.CustomDomainConfig && Domain.includes('.'))
    throw new Problem('InvalidParameterException', 'A domain prefix has no dots; a custom domain needs a certificate.')
  const kind = wishes.CustomDomainConfig ? 'CustomDomain' : 'Domain'
  if (pool.settings[kind] !== undefined)
    throw new Problem('InvalidParameterException', 'User pool already has a domain configured.')
  pool.settings = {...pool.settings, [kind]: Domain}
  keepDomain(pool, Domain, wishes)
  return {ManagedLoginVersion: wishes.ManagedLoginVersion ?? 1}
}
