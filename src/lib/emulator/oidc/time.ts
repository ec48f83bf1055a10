import type {Stack} from '../stack.ts'

/**
 * Seconds the stack's clock is ahead of the system's. oidc-provider reads the system clock and nothing else; everything
 * it keeps and everything we mint is moved by this much on the way in and out, so that codes, sessions, device codes and
 * tokens begin and end by the stack's clock. Two things cannot follow: the window in which a DPoP proof counts as fresh
 * (a proof with one of our nonces is not held to it), and the `Expires` of cookies, which is the browser's own time.
 */
export function drift({clock}: Pick<Stack, 'clock'>): number {
  return Math.round((clock.now() - Date.now()) / 1000)
}
