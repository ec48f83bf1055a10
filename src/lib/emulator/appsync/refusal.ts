import {Problem} from '../problem.ts'
import {RejectedToken} from '../verify-token.ts'

/** Not let in at all: AppSync answers 401 without `data`, and does not say much. */
export function unauthorized(message = 'You are not authorized to make this call.'): Problem {
  return new Problem('UnauthorizedException', message, 401)
}

/** A token that was turned down, in AppSync's words; which are fewer than the reasons. */
export function tokenRefusal(error: unknown): unknown {
  if (!(error instanceof RejectedToken)) return error
  if (error.reason === 'malformed') return unauthorized('Unable to parse JWT token.')
  if (error.reason === 'expired') return unauthorized('Token has expired.')
  return unauthorized()
}

/** A request-level refusal's body: `errors` alone. */
export function refusalBody({code, message}: Problem): object {
  return {errors: [{errorType: code, message}]}
}
