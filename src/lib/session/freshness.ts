import type {TokenSet} from '../grants/token-set.ts'
import {endOf, expiryOf} from './about.ts'
import type {Session} from './open-session.ts'

/** The tokens that somebody shows to a server. */
export type ShownToken = 'access' | 'id'

type Kept = Pick<Session, 'tokenSet' | 'savedAt'>

const margin = 60_000
const marginShare = 0.1

/** How long a token without any word about its end is taken for good, in milliseconds. */
const unsaid = 3_600_000

/** Whether the token ends within a minute, or within a tenth of its life where that is shorter. */
export function isNearEnd({tokenSet, savedAt}: Kept, now: number, kind: ShownToken = 'access'): boolean {
  const end = endOfToken(tokenSet, kind) ?? savedAt + unsaid
  return now >= end - Math.min(margin, Math.max(0, end - savedAt) * marginShare)
}

/** Whether the token is over. One that does not say when it ends is given the benefit of the doubt. */
export function hasEnded({tokenSet}: Pick<Session, 'tokenSet'>, now: number, kind: ShownToken = 'access'): boolean {
  const end = endOfToken(tokenSet, kind)
  return end !== undefined && now >= end
}

/** In milliseconds since the epoch; undefined where neither server nor token says. */
export function endOfToken(tokens: TokenSet, kind: ShownToken): number | undefined {
  if (kind === 'access' || tokens.idToken === undefined) return endOf(tokens)
  return expiryOf(tokens.idToken)
}
