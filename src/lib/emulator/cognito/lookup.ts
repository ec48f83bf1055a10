import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import {type Client, findClient, type Group, type Pool, type User} from '../state.ts'
import {findUser} from './usernames.ts'

/** @throws Problem `ResourceNotFoundException` */
export function poolOf({state}: Pick<Stack, 'state'>, id: string): Pool {
  const pool = state.pools.get(id)
  if (!pool) throw new Problem('ResourceNotFoundException', `User pool ${id} does not exist.`)
  return pool
}

/** A client by its id alone, as public operations name it. @throws Problem `ResourceNotFoundException` */
export function publicClient({state}: Pick<Stack, 'state'>, id: string): {pool: Pool; client: Client} {
  const found = findClient(state, id)
  if (!found) throw noClient(id)
  return found
}

/** A client of this pool. @throws Problem `ResourceNotFoundException` */
export function clientOf(pool: Pool, id: string): Client {
  const client = pool.clients.get(id)
  if (!client) throw noClient(id)
  return client
}

/** A user by username, sub or alias. @throws Problem `UserNotFoundException` */
export function userOf(pool: Pool, name: string): User {
  const user = findUser(pool, name)
  if (!user) throw new Problem('UserNotFoundException', 'User does not exist.')
  return user
}

/** @throws Problem `ResourceNotFoundException` */
export function groupOf(pool: Pool, name: string): Group {
  const group = pool.groups.get(name)
  if (!group) throw new Problem('ResourceNotFoundException', 'Group not found.')
  return group
}

function noClient(id: string): Problem {
  return new Problem('ResourceNotFoundException', `User pool client ${id} does not exist.`)
}
