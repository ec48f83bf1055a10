import type {ListUsersRequest, ListUsersResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../../problem.ts'
import type {Stack} from '../../stack.ts'
import {describeUser} from '../describe.ts'
import {filterOf} from '../filter.ts'
import {poolOf} from '../lookup.ts'
import type {Checked} from '../operation.ts'
import {page, pageSize} from '../pages.ts'

/** Pages by username. `AttributesToGet` must name attributes that every user on the page has. */
export function listUsers(stack: Stack, input: Checked<ListUsersRequest>): ListUsersResponse {
  const {UserPoolId, Filter, Limit, PaginationToken, AttributesToGet} = input
  const pool = poolOf(stack, UserPoolId)
  const {items, next} = page([...pool.users.values()].filter(filterOf(Filter)), user => user.username, {
    size: pageSize(Limit),
    token: PaginationToken,
    of: `ListUsers ${UserPoolId} ${Filter ?? ''}`,
  })
  const Users = items.map(describeUser).map(user => ({...user, Attributes: chosen(user.Attributes, AttributesToGet)}))
  return {Users, ...(next !== undefined && {PaginationToken: next})}
}

type Attributes = NonNullable<NonNullable<ListUsersResponse['Users']>[number]['Attributes']>

function chosen(attributes: Attributes = [], names?: readonly string[]): Attributes {
  if (!names?.length) return attributes
  const missing = names.find(name => !attributes.some(({Name}) => Name === name))
  if (missing !== undefined)
    throw new Problem('InvalidParameterException', `One or more requested attributes do not exist: ${missing}`)
  return attributes.filter(({Name = ''}) => names.includes(Name))
}
