import type {ExchangedSession} from '../session/exchange-session.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'
import {timeText} from './time.ts'

/** What an exchange brought, and where it is; never the token. */
export function exchangedText({profile, identity, scope, expiresAt, storage}: ExchangedSession, now: number): string {
  const until = expiresAt === undefined ? undefined : timeText(Date.parse(expiresAt), now)
  return [
    `${paint.green('✔')} Exchanged: the new token is the session of ${safe(profile)} as ${paint.bold(safe(identity))}.`,
    ...(scope === undefined ? [] : [`Its scope is ${safe(scope)}.`]),
    ...(until === undefined ? [] : [`It ends ${until}.`]),
    storage === 'none'
      ? 'It was not kept.'
      : `“authctl token print --profile ${safe(profile)} --as ${safe(identity)}” prints it.`,
  ].join('\n')
}
