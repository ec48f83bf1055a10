import {randomUUID} from 'node:crypto'
import type {AttributeType, UserStatusType} from '@aws-sdk/client-cognito-identity-provider'
import type {Pool, User} from '../state.ts'
import {folded} from './usernames.ts'

/**
 * Puts a new user into the pool. Where e-mail or phone are the usernames, the username itself becomes the `sub`, but for
 * those who come from another provider.
 */
export function addUser(
  pool: Pool,
  now: number,
  {username, status, attributes}: {username: string; status: UserStatusType; attributes: readonly AttributeType[]},
): User {
  const sub = randomUUID()
  const own = pool.settings.UsernameAttributes?.length && status !== 'EXTERNAL_PROVIDER'
  const name = own ? sub : folded(pool, username)
  const user: User = {
    username: name,
    sub,
    attributes: [{Name: 'sub', Value: sub}, ...attributes.filter(({Name}) => Name !== 'sub')],
    enabled: true,
    status,
    createdAt: now,
    updatedAt: now,
    formerPasswords: [],
    mfa: {enabled: [], failedAttempts: 0},
    codes: new Map(),
    failedAttempts: 0,
  }
  pool.users.set(name, user)
  return user
}
