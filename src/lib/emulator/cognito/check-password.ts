import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import {rememberSignIn} from './auth-events.ts'
import {assertOpen, countFailure, forgetFailures} from './lockout.ts'
import {isPassword} from './passwords.ts'
import {assertEnabled} from './sign-in.ts'
import {findUser} from './usernames.ts'

/**
 * The user who signs in by this name and password: API sign-ins and the sign-in page ask here.
 * @throws Problem `NotAuthorizedException` (wrong, locked, disabled, temporary password over), `UserNotFoundException`
 *   (where the client does not hide that), `UserNotConfirmedException`, `PasswordResetRequiredException`.
 */
export function checkPassword(stack: Stack, pool: Pool, client: Client, name: string, password: string): User {
  const user = entrant(pool, client, name)
  assertUnlocked(stack, user)
  if (!isPassword(pool, user, password)) throw failedAttempt(stack, user, pool)
  return passwordProven(stack, user)
}

/** The user meant by a name at sign-in. @throws Problem as the client's PreventUserExistenceErrors has it. */
export function entrant(pool: Pool, client: Client, name: string): User {
  const user = findUser(pool, name)
  if (user) return user
  throw client.settings.PreventUserExistenceErrors === 'ENABLED'
    ? incorrect()
    : new Problem('UserNotFoundException', 'User does not exist.')
}

/** @throws Problem `NotAuthorizedException` while too many failures keep the account shut, `PasswordResetRequiredException`. */
export function assertUnlocked(stack: Pick<Stack, 'clock'>, user: User): void {
  assertOpen(stack, user)
  if (user.status === 'RESET_REQUIRED')
    throw new Problem('PasswordResetRequiredException', 'Password reset required for the user')
}

/** Counts a wrong password, and words the refusal. */
export function failedAttempt(stack: Pick<Stack, 'clock'>, user: User, pool: Pool): Problem {
  rememberSignIn(stack, pool, user, false)
  countFailure(stack, user)
  return incorrect()
}

/** Ends the count, and refuses those whose right password is not enough. */
export function passwordProven({clock}: Pick<Stack, 'clock'>, user: User): User {
  forgetFailures(user)
  assertEnabled(user)
  if (user.status === 'UNCONFIRMED') throw new Problem('UserNotConfirmedException', 'User is not confirmed.')
  if (user.temporaryUntil !== undefined && user.temporaryUntil <= clock.now())
    throw new Problem('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.')
  return user
}

function incorrect(): Problem {
  return new Problem('NotAuthorizedException', 'Incorrect username or password.')
}
