import type {Attempts} from '../factors.ts'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'

type Clock = Pick<Stack, 'clock'>

/** @throws Problem `NotAuthorizedException` while too many failures keep a door shut. */
export function assertOpen({clock}: Clock, {lockedUntil = 0}: Attempts): void {
  if (clock.now() < lockedUntil) throw new Problem('NotAuthorizedException', 'Password attempts exceeded')
}

/** Counts a failure: from the fifth on the door shuts for 1, 2, 4 … seconds, a quarter of an hour at most. */
export function countFailure({clock}: Clock, attempts: Attempts): void {
  attempts.failedAttempts += 1
  if (attempts.failedAttempts >= 5)
    attempts.lockedUntil = clock.now() + Math.min(2 ** (attempts.failedAttempts - 5), 900) * 1000
}

export function forgetFailures(attempts: Attempts): void {
  attempts.failedAttempts = 0
  delete attempts.lockedUntil
}
