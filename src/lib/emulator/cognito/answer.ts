import type {Challenge} from '../sign-ins.ts'
import type {Client, Pool, User} from '../state.ts'
import {entrant} from './check-password.ts'
import {assertEnabled, type Entrant} from './sign-in.ts'

/** An answer to a challenge that is open. */
export interface Answer {
  readonly pool: Pool
  readonly client: Client
  readonly challenge: Challenge
  readonly responses: Readonly<Record<string, string>>
}

/** The user a challenge was put to, if they are still let in, on the device they named. */
export function still({pool, client, challenge, responses}: Answer): Entrant & {readonly user: User} {
  const user = entrant(pool, client, challenge.username)
  assertEnabled(user)
  return {pool, client, user, deviceKey: deviceKeyIn({challenge, responses})}
}

/** The device an answer names, else the one named at the beginning; null takes it back. */
export function deviceKeyIn({challenge, responses}: Pick<Answer, 'challenge' | 'responses'>): string | undefined {
  const {DEVICE_KEY: named}: {DEVICE_KEY?: string | null} = responses
  return named === undefined ? challenge.deviceKey : (named ?? undefined)
}
