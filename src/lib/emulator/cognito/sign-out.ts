import type {Stack} from '../stack.ts'
import type {Pool, User} from '../state.ts'

/** Signs a user out everywhere: their refresh tokens end, and so do the access tokens of those sign-ins. */
export function signOutEverywhere({clock}: Pick<Stack, 'clock'>, pool: Pool, user: User): void {
  for (const {username, originJti} of pool.refreshTokens.values())
    if (username === user.username) pool.revokedOrigins.add(originJti)
  user.signedOutAt = clock.now()
}

/** Removes a user with all that is theirs. */
export function removeUser(stack: Pick<Stack, 'clock'>, pool: Pool, user: User): void {
  signOutEverywhere(stack, pool, user)
  for (const {members} of pool.groups.values()) members.delete(user.username)
  for (const [key, {username}] of pool.refreshTokens) if (username === user.username) pool.refreshTokens.delete(key)
  for (const [key, {username}] of pool.challenges) if (username === user.username) pool.challenges.delete(key)
  pool.users.delete(user.username)
}
