import type {GroupType} from '@aws-sdk/client-cognito-identity-provider'
import {dates} from './user.ts'

/** One group of a pool. */
export interface Group {
  readonly name: string
  readonly description?: string
  /** Lower goes first; 0 is the highest. */
  readonly precedence?: number
  readonly roleArn?: string
  readonly createdAt?: string
  readonly updatedAt?: string
}

export function groupOf({GroupName = '', Description, Precedence, RoleArn, ...found}: GroupType): Group {
  return {
    name: GroupName,
    ...(Description ? {description: Description} : {}),
    ...(Precedence === undefined ? {} : {precedence: Precedence}),
    ...(RoleArn === undefined ? {} : {roleArn: RoleArn}),
    ...dates(found.CreationDate, found.LastModifiedDate),
  }
}
