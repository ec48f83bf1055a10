import assert from 'node:assert/strict'
import {signIn} from '../../src/lib/grants/sign-in.ts'
import type {DeviceInvitation, SignInRequest} from '../../src/lib/grants/sign-in-request.ts'
import type {TokenSet} from '../../src/lib/grants/token-set.ts'
import type {Profile} from '../../src/lib/profile/profile.ts'
import type {World} from '../../src/lib/world/world.ts'
import {type Place, visitor} from './visitor.ts'
import {testWorld} from './world.ts'

/** What the person was told, and what their browser saw. */
export interface Told {
  readonly visits: string[]
  readonly codes: DeviceInvitation[]
  readonly remarks: string[]
  readonly pages: Promise<Place>[]
}

export interface Attempt {
  readonly told: Told
  readonly world: World
  readonly done: Promise<TokenSet>
}

/** Begins a sign-in in which `person` answers each page; a person who agrees walks it to its end. */
export function signingIn(
  profile: Profile,
  changes: Partial<SignInRequest> = {},
  person: (url: URL) => Promise<Place> = url => visitor().open(url),
  worldly: Partial<World> = {},
): Attempt {
  const told: Told = {visits: [], codes: [], remarks: [], pages: []}
  const world = testWorld({
    browser: {
      open: async url => {
        told.pages.push(person(url))
      },
    },
    ...worldly,
  })
  const done = signIn(world, profile, {
    flow: 'pkce',
    browser: true,
    tell: {
      visit: ({url}) => told.visits.push(url),
      enterCode: code => told.codes.push(code),
      authenticator: ({address}) => told.visits.push(address),
      challenge: parameters => told.remarks.push(JSON.stringify(parameters)),
      remark: text => told.remarks.push(text),
    },
    ...changes,
  })
  return {told, world, done}
}

/** Asserts that `work` fails with this code, and gives the failure's message. */
export async function failsWith(code: string, work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    result => assert.fail(`succeeded with ${JSON.stringify(result)}`),
    reason => reason,
  )
  assert.equal(error.code, code, error.stack)
  return error.message
}
