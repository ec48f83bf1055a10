import type {ListTagsForResourceRequest, ListTagsForResourceResponse} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../../stack.ts'
import type {Checked} from '../operation.ts'
import {poolByArn} from '../tagged.ts'

export function listTagsForResource(
  stack: Stack,
  {ResourceArn}: Checked<ListTagsForResourceRequest>,
): ListTagsForResourceResponse {
  return {Tags: poolByArn(stack, ResourceArn).settings.UserPoolTags ?? {}}
}
