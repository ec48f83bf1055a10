import type {UntagResourceRequest, UntagResourceResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import type {Checked} from '../operation.ts'
import {poolByArn} from '../tagged.ts'

export function untagResource(
  stack: Stack,
  {ResourceArn, TagKeys}: Checked<UntagResourceRequest>,
): UntagResourceResponse {
  const pool = poolByArn(stack, ResourceArn)
  const rest = Object.entries(pool.settings.UserPoolTags ?? {}).filter(([name]) => !TagKeys.includes(name))
  pool.settings = {...pool.settings, UserPoolTags: Object.fromEntries(rest)}
  return {}
}
