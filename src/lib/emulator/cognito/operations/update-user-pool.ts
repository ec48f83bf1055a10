import type {UpdateUserPoolRequest, UpdateUserPoolResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import {changeable} from '../new-pool.ts'
import type {Checked} from '../operation.ts'

/** What the request does not name falls back to its default: read, change and write the whole. */
export function updateUserPool(stack: Stack, input: Checked<UpdateUserPoolRequest>): UpdateUserPoolResponse {
  const pool = poolOf(stack, input.UserPoolId)
  const {Id, Arn, Name, SchemaAttributes, AliasAttributes, UsernameAttributes, UsernameConfiguration, Domain} =
    pool.settings
  const kept = {Id, Arn, Name, SchemaAttributes, AliasAttributes, UsernameAttributes, UsernameConfiguration, Domain}
  pool.settings = {
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
    ...changeable(input),
    ...(input.PoolName !== undefined && {Name: input.PoolName}),
  }
  pool.mfa = {...pool.mfa, MfaConfiguration: pool.settings.MfaConfiguration ?? 'OFF'}
  pool.updatedAt = stack.clock.now()
  return {}
}
