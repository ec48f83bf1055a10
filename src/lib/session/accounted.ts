import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import type {Deed, World} from '../world/world.ts'

/** What is done to a session, as the journal calls it. */
export interface Act {
  readonly operation: 'sign-in' | 'sign-out' | 'refresh' | 'exchange' | 'revoke'
  readonly profile: Profile
  readonly identity?: string
}

/** Does something to a session and notes in the journal what came of it: what `told` says of an answer, if anything. */
export async function accounted<T>(
  {journal}: Pick<World, 'journal'>,
  {operation, profile, identity}: Act,
  work: () => Promise<T>,
  told: (answer: T) => Partial<Deed> | undefined = () => ({}),
): Promise<T> {
  const note = (more: Partial<Deed>) =>
    journal?.note({
      operation,
      profile: profile.name,
      ...(identity !== undefined && {identity}),
      outcome: 'ok',
      ...more,
      target: {...partyOf(profile), ...more.target},
    })
  let answer: T
  try {
    answer = await work()
  } catch (error) {
    await note({outcome: error instanceof Failure ? error.code : 'unexpected'})
    throw error
  }
  const more = told(answer)
  if (more) await note(more)
  return answer
}

function partyOf({issuer, clientId}: Profile): Record<string, string> {
  return {...(issuer !== undefined && {issuer}), ...(clientId !== undefined && {clientId})}
}
