import type {AddCustomAttributesRequest, AddCustomAttributesResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {assertPoolRules} from '../pool-rules.ts'
import {customAttribute} from '../schema.ts'

export function addCustomAttributes(
  stack: Stack,
  input: Checked<AddCustomAttributesRequest>,
): AddCustomAttributesResponse {
  const pool = poolOf(stack, input.UserPoolId)
  const {settings} = pool
  const grown = [...(settings.SchemaAttributes ?? []), ...input.CustomAttributes.map(customAttribute)]
  assertPoolRules({...pool, settings: {...settings, SchemaAttributes: grown}})
  pool.settings = {...settings, SchemaAttributes: grown}
  pool.updatedAt = stack.clock.now()
  return {}
}
