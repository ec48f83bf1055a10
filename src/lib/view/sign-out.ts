import type {SignedOut} from '../session/sign-out.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

/** What became of a session: at the server, and here. */
export function signedOutText({profile, identity, revoked, forgotten, everywhere, reason, failed}: SignedOut): string {
  const whose = `${safe(profile)}${identity === 'default' ? '' : ` as ${safe(identity)}`}`
  if (!forgotten && failed) return paint.yellow(`Not signed out of ${whose}: ${safe(reason ?? '')}`)
  if (!forgotten) return `Nobody was signed in to ${whose}.`
  if (everywhere)
    return `Signed out of ${whose}: all sessions ended at the server, on every device, and forgotten here.`
  if (everywhere === false && revoked)
    return `Signed out of ${whose} here. ${paint.yellow(`Other devices stay signed in: ${safe(reason ?? '')}`)}`
  if (revoked) return `Signed out of ${whose}: revoked at the server and forgotten here.`
  const why = reason === undefined ? '' : `: ${safe(reason)}`
  const rest = `Forgotten here, not revoked at the server${why.replace(/\.$/, '')}.`
  return `Signed out of ${whose}. ${failed ? paint.yellow(rest) : rest}`
}

export function signedOutAllText({sessions}: {readonly sessions: readonly SignedOut[]}): string {
  return sessions.length === 0 ? 'Nobody was signed in.' : sessions.map(signedOutText).join('\n')
}

/** The page that ends the browser's own session. The address is always shown, for the browser may be elsewhere. */
export function browserEndsText(url: string): string {
  return `The browser’s own session ends at:\n\n  ${safe(url)}\n`
}
