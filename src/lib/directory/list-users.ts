import {ListUsersCommand} from '@aws-sdk/client-cognito-identity-provider'
import {Failure, failedWith} from '../failure.ts'
import {type Directory, read} from './directory.ts'
import {membersOf} from './memberships.ts'
import {type User, userOf} from './user.ts'
import type {UserFilter} from './user-filter.ts'

const pageSize = 60

/** The users a filter lets through, at most `limit` of them. @throws Failure `not_found` for an unknown group. */
export async function listUsers(
  directory: Directory,
  filter: UserFilter,
  {limit = Number.POSITIVE_INFINITY}: {readonly limit?: number | undefined} = {},
): Promise<User[]> {
  const users: User[] = []
  const most = filter.here.length === 0 ? limit : Number.POSITIVE_INFINITY
  const found =
    filter.group === undefined ? allUsers(directory, filter, most) : membersOf(directory, filter.group, most)
  for await (const user of found) {
    if (filter.keep(user)) users.push(user)
    if (users.length >= limit) break
  }
  return users
}

/** Every user of the pool. */
export function everyUser(directory: Directory): AsyncGenerator<User> {
  return allUsers(directory, {}, Number.POSITIVE_INFINITY)
}

/** The user of this name; undefined where there is none. Unlike AdminGetUser, ListUsers makes nobody an active user. */
export async function findUser(directory: Directory, attribute: string, value: string): Promise<User | undefined> {
  const server = `${attribute} = ${JSON.stringify(value)}`
  for await (const user of allUsers(directory, {server}, 1)) return user
  return undefined
}

/** Page by page: a page may hold fewer users than asked for, or none, and still not be the last (ListUsers). */
async function* allUsers(
  directory: Directory,
  {server}: Pick<UserFilter, 'server'>,
  most: number,
): AsyncGenerator<User> {
  let token: string | undefined
  do {
    const command = new ListUsersCommand({
      UserPoolId: directory.poolId,
      Limit: Math.min(pageSize, most),
      Filter: server,
      PaginationToken: token,
    })
    const page = await read(directory, command).catch(error => {
      throw filterExplained(error)
    })
    for (const user of page.Users ?? []) yield userOf(user)
    token = page.PaginationToken
  } while (token !== undefined)
}

/** Cognito's refusal of a filter, with one that it takes. */
function filterExplained(error: unknown): unknown {
  if (!failedWith(error, 'usage') || !/filter/i.test(error.message)) return error
  return new Failure('usage', error.message, {hints: [`--filter 'email ^= "ada"'`], cause: error})
}
