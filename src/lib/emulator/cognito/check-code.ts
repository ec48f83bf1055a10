import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {User} from '../state.ts'
import {assertOpen, countFailure, forgetFailures} from './lockout.ts'
import {stepOfCode} from './totp.ts'

/**
 * Takes the code of a user's authenticator app: at API sign-ins and at the sign-in page. Each code is good once, and wrong
 * ones lock as wrong passwords do.
 * @throws Problem `CodeMismatchException`, `ExpiredCodeException` for a code that was used, `NotAuthorizedException` after too many
 */
export function checkCode(stack: Pick<Stack, 'clock'>, user: User, code: string): void {
  assertOpen(stack, user.mfa)
  const step = stepOfCode(user.mfa.totpSecret ?? '', code, stack.clock.seconds())
  if (user.mfa.totpSecret === undefined || step === undefined) {
    countFailure(stack, user.mfa)
    throw new Problem('CodeMismatchException', 'Invalid code received for user')
  }
  if (step <= (user.mfa.lastStep ?? 0))
    throw new Problem('ExpiredCodeException', 'Your software token has already been used once.')
  user.mfa.lastStep = step
  forgetFailures(user.mfa)
}
