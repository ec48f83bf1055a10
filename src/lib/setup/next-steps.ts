import {readProfiles} from '../profile/store.ts'
import type {Keeping} from '../session/keeping.ts'
import {readSession} from '../session/sessions.ts'

/** Something a person can do now, and the command line that does it. */
export interface NextStep {
  readonly name: string
  readonly line: readonly string[]
}

/** What makes sense next: with or without a profile, signed in or not. The likeliest comes first. */
export async function nextSteps(world: Keeping): Promise<NextStep[]> {
  const {current, profiles} = await readProfiles(world)
  const profile = current === undefined ? undefined : profiles.get(current)
  if (!profile) return [...beginnings, ...always]
  // A session that cannot be opened is for `status` to explain.
  const session = await readSession(world, profile, 'default').catch(() => undefined)
  const pool = profile.userPoolId === undefined ? [] : poolSteps
  return session ? [...signedIn, ...pool, ...always] : [signIn, ...pool, ...always]
}

const signIn: NextStep = {name: 'Sign in', line: ['login']}

const beginnings: readonly NextStep[] = [
  {name: 'See the whole story on this machine, with nothing to set up', line: ['demo']},
  {name: 'Start the local stack and play', line: ['emulator', 'start']},
  {name: 'Set up a profile for an issuer or a user pool', line: ['init']},
]

const signedIn: readonly NextStep[] = [
  {name: 'See who is signed in', line: ['status']},
  {name: 'Look into the access token', line: ['token', 'decode', '--explain']},
  {name: 'Sign out', line: ['logout']},
]

const poolSteps: readonly NextStep[] = [
  {name: 'List the users of the pool', line: ['user', 'list']},
  {name: 'List its groups', line: ['group', 'list']},
]

const always: readonly NextStep[] = [
  {name: 'Check that everything is in order', line: ['doctor']},
  {name: 'Read the help', line: ['help']},
]
