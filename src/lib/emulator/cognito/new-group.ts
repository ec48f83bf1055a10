import type {CreateGroupRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Group, Pool} from '../state.ts'

type Wishes = Omit<CreateGroupRequest, 'UserPoolId' | 'GroupName'> & {GroupName: string}

/** @throws Problem `GroupExistsException`, `LimitExceededException` at 10,000 groups in a pool. */
export function addGroup(pool: Pool, now: number, wishes: Wishes): Group {
  const {GroupName, Description, RoleArn, Precedence} = wishes
  if (pool.groups.has(GroupName)) throw new Problem('GroupExistsException', 'A group with the name already exists.')
  if (pool.groups.size >= 10_000) throw new Problem('LimitExceededException', 'Too many groups in this user pool.')
  const group: Group = {
    settings: {
      GroupName,
      UserPoolId: pool.id,
      ...(Description !== undefined && {Description}),
      ...(RoleArn !== undefined && {RoleArn}),
      ...(Precedence !== undefined && {Precedence}),
    },
    createdAt: now,
    updatedAt: now,
    members: new Set(),
  }
  pool.groups.set(GroupName, group)
  return group
}
