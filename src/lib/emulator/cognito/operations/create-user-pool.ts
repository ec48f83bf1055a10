import type {CreateUserPoolRequest, CreateUserPoolResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {describePool} from '../describe.ts'
import {newPool} from '../new-pool.ts'
import type {Caller, Checked} from '../operation.ts'
import {assertPoolRules} from '../pool-rules.ts'
import {drawn} from '../random-text.ts'

/** The pool lives in the region the request is signed for. */
export function createUserPool(
  stack: Stack,
  input: Checked<CreateUserPoolRequest>,
  {region}: Caller,
): CreateUserPoolResponse {
  const id = `${region}_${drawn('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 9)}`
  const pool = newPool(stack, id, input)
  assertPoolRules(pool, input)
  stack.state.pools.set(id, pool)
  return {UserPool: describePool(pool)}
}
