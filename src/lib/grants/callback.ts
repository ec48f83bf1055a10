import {createHash, timingSafeEqual} from 'node:crypto'
import {Failure} from '../failure.ts'
import type {Connection} from './connection.ts'
import {loginCommand} from './login-command.ts'
import {refusal} from './translate.ts'

/**
 * Judges what the browser brought back, before anything in it is used: whose answer it is comes first (state, then
 * issuer: RFC 6749 section 10.12, RFC 9207 section 2.4), what it says second. Tokens in it are not looked at.
 *
 * @throws Failure `denied`.
 */
export function assertCallback(
  parameters: URLSearchParams,
  {server, issuer, profile}: Pick<Connection, 'server' | 'issuer' | 'profile'>,
  state: string,
): void {
  const twice = ['state', 'code', 'iss', 'error'].find(name => parameters.getAll(name).length > 1)
  if (twice) throw stranger(`it has more than one ${twice}`)
  const given = parameters.get('state')
  if (given === null) throw stranger('it has no state')
  if (!same(given, state)) throw stranger('its state is not the one that was sent')
  const iss = parameters.get('iss')
  if (iss === null && server.authorization_response_iss_parameter_supported === true)
    throw stranger(`it does not say that it is from ${issuer} (iss)`)
  if (iss !== null && iss !== issuer) throw stranger(`it is from another issuer (iss: ${iss.slice(0, 200)})`)
  const error = parameters.get('error')
  if (error === null) return
  const words = parameters.get('error_description') ?? undefined
  throw refusal({error, error_description: words}, {what: 'to sign in', issuer, hints: [loginCommand(profile)]})
}

/**
 * Looks whether there is a signed answer at all (JARM, section 2.1); nothing beside it counts.
 * @throws Failure `denied`.
 */
export function assertSigned(parameters: URLSearchParams): void {
  const {length} = parameters.getAll('response')
  if (length === 0) throw stranger('it is not signed, as was asked for')
  if (length > 1) throw stranger('it has more than one response')
}

function stranger(why: string): Failure {
  return new Failure('denied', `What came back does not answer this sign-in: ${why}. Nothing was done with it.`)
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
