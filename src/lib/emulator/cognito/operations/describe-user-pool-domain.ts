import type {
  CustomDomainConfigType,
  DescribeUserPoolDomainRequest,
  DescribeUserPoolDomainResponse,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolByDomain} from '../domains.ts'
import type {Checked} from '../operation.ts'

/** A domain nobody has is no error: its description is empty. */
export function describeUserPoolDomain(
  stack: Stack,
  {Domain}: Checked<DescribeUserPoolDomainRequest>,
): DescribeUserPoolDomainResponse {
  const pool = poolByDomain(stack, Domain)
  if (!pool) return {DomainDescription: {}}
  return {
    DomainDescription: {
      UserPoolId: pool.id,
      AWSAccountId: '000000000000',
      Domain,
      Status: 'ACTIVE',
      CustomDomainConfig: {} as CustomDomainConfigType,
      ManagedLoginVersion: 1,
      ...pool.domains?.get(Domain),
    },
  }
}
