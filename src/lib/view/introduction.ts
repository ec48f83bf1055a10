import type {Introduction} from '../setup/issuer.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** Whom the wizard met, and what they offer. */
export function introductionText({issuer, endpoints}: Introduction): string {
  const offers = [
    endpoints.signIn && 'sign-in in the browser',
    endpoints.device && 'sign-in by device code',
    endpoints.token && 'tokens',
    endpoints.revocation && 'revocation',
  ].filter(Boolean)
  const what = offers.length > 0 ? offers.join(', ') : 'nothing to sign in with (a Cognito pool needs a domain)'
  return `${paint.green('Found')} ${safe(issuer)}: ${what}.`
}
