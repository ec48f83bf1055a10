import type {UpdateUserPoolRequest, UpdateUserPoolResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import {changeable} from '../new-pool.ts'
import type {Checked} from '../operation.ts'
import {assertPoolRules} from '../pool-rules.ts'

/** What the request does not name falls back to its default: read, change and write the whole. */
export function updateUserPool(stack: Stack, input: Checked<UpdateUserPoolRequest>): UpdateUserPoolResponse {
  const pool = poolOf(stack, input.UserPoolId)
  assertPoolRules(pool, input)
  const kept = Object.entries(pool.settings).filter(([name]) => lasting.has(name))
  pool.settings = {
    ...Object.fromEntries(kept),
    ...changeable(input),
    ...(input.PoolName !== undefined && {Name: input.PoolName}),
  }
  pool.mfa = {...pool.mfa, MfaConfiguration: pool.settings.MfaConfiguration ?? 'OFF'}
  pool.updatedAt = stack.clock.now()
  return {}
}

/** What no update changes, or which another operation does. */
const lasting = new Set([
  'Id',
  'Arn',
  'Name',
  'SchemaAttributes',
  'AliasAttributes',
  'UsernameAttributes',
  'UsernameConfiguration',
  'Domain',
  'CustomDomain',
])
