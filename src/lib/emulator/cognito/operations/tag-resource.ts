import type {TagResourceRequest, TagResourceResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import type {Checked} from '../operation.ts'
import {poolByArn} from '../tagged.ts'

export function tagResource(stack: Stack, {ResourceArn, Tags}: Checked<TagResourceRequest>): TagResourceResponse {
  const pool = poolByArn(stack, ResourceArn)
  pool.settings = {...pool.settings, UserPoolTags: {...pool.settings.UserPoolTags, ...Tags}}
  return {}
}
