import {wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {type EndpointUse, meet} from './issuer.ts'

/** What a user pool needs of an issuer to sign people in by it. */
const needed: readonly (readonly [EndpointUse, string])[] = [
  ['signIn', 'an authorization endpoint'],
  ['token', 'a token endpoint'],
  ['keys', 'keys (jwks_uri)'],
]

/**
 * Returns once an issuer has described itself as one that a user pool can use.
 * @throws Failure `usage` naming what it lacks; `unreachable`, `timed_out`, `config_invalid` as meeting it does.
 */
export async function requireUpstream(
  world: Pick<World, 'fetch' | 'clock' | 'cancelled'>,
  issuer: string,
): Promise<void> {
  const wrong = wrongAddress(issuer)
  if (wrong) throw new Failure('usage', `The issuer “${issuer}” cannot be used: it ${wrong}.`)
  const {endpoints} = await meet(world, issuer)
  const missing = needed.filter(([use]) => endpoints[use] === undefined).map(([, words]) => words)
  if (missing.length > 0) throw new Failure('usage', `${issuer} names no ${missing.join(', no ')}.`)
}
