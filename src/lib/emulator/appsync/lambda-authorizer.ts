import {localAccount} from '../credentials.ts'
import type {Stack} from '../stack.ts'

/** What a Lambda authorizer answers (AppSync developer guide, "AWS_LAMBDA authorization"). */
export interface Decision {
  readonly isAuthorized: boolean
  /** Strings only, at most 5 MB, for the resolvers' eyes. */
  readonly resolverContext?: Readonly<Record<string, string>>
  readonly deniedFields?: readonly string[]
  /** Seconds this answer may be used again; 300 unless said. */
  readonly ttlOverride?: number
}

/**
 * The stack's authorizer function. `lambda-allow` may do everything its mode may; `lambda-readonly` may not mutate;
 * `lambda-titles` may not read what notes say; `lambda-uncached` is asked about every time. Everything else is refused.
 */
function decide(token: string, decidedAt: string): Decision {
  const resolverContext = {tenant: 'local', decidedAt}
  switch (token) {
    case 'lambda-allow':
      return {isAuthorized: true, resolverContext}
    case 'lambda-readonly':
      return {isAuthorized: true, resolverContext, deniedFields: ['Mutation.addNote', 'Mutation.removeNote']}
    case 'lambda-titles':
      return {
        isAuthorized: true,
        resolverContext,
        deniedFields: [`arn:aws:appsync:us-east-1:${localAccount}:apis/local/types/Note/fields/text`],
      }
    case 'lambda-uncached':
      return {isAuthorized: true, resolverContext, ttlOverride: 0}
    default:
      return {isAuthorized: false}
  }
}

const caches = new WeakMap<Stack, Map<string, {decision: Decision; until: number}>>()

/** The authorizer's decision, from the cache while its time to live lasts by the stack's clock. */
export function askAuthorizer(stack: Stack, token: string): Decision {
  const cache = caches.get(stack) ?? new Map()
  caches.set(stack, cache)
  const now = stack.clock.now()
  const known = cache.get(token)
  if (known && known.until > now) return known.decision
  const decision = decide(token, new Date(now).toISOString())
  // Only what was let in is worth keeping: a stranger could fill the cache otherwise.
  if (decision.isAuthorized) cache.set(token, {decision, until: now + (decision.ttlOverride ?? 300) * 1000})
  return decision
}
