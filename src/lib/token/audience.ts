import type {Expectations} from './expectations.ts'
import {quoted} from './header.ts'
import {Rejection} from './rejection.ts'
import type {JsonObject} from './strict-json.ts'

type Wanted = Pick<Expectations, 'clientId' | 'audience' | 'anyAudience'>

/** An ID token is for the client: it is in `aud`, and is `azp` (OpenID Connect Core, 3.1.3.7, 3 to 5). */
export function checkClientAudience(claims: JsonObject, {clientId, audience, anyAudience}: Wanted): void {
  const audiences = audiencesOf(claims)
  if (anyAudience) return
  const client = clientId ?? audience
  if (clientId !== undefined) mustContain(audiences, clientId)
  if (audience !== undefined) mustContain(audiences, audience)
  if (audiences.length > 1 && claims.azp === undefined) {
    throw new Rejection('azp', 'The token has several audiences and does not say which is the client.')
  }
  if (claims.azp !== undefined && claims.azp !== client) {
    throw new Rejection('azp', `The token was issued to ${quoted(claims.azp)}.`)
  }
}

/** A Cognito access token names its client in `client_id`, and has `aud` only when a resource was asked for. */
export function checkCognitoClient(claims: JsonObject, {clientId, audience, anyAudience}: Wanted): void {
  const audiences = claims.aud === undefined ? [] : audiencesOf(claims)
  checkClientId(claims, anyAudience ? undefined : clientId)
  if (anyAudience || audience === undefined) return
  if (audiences.length === 0) throw new Rejection('aud_missing')
  mustContain(audiences, audience)
}

/** RFC 9068, 4: the resource is in `aud`; `client_id` is there, and compared where the client is known. */
export function checkResourceAudience(claims: JsonObject, {clientId, audience, anyAudience}: Wanted): void {
  const audiences = audiencesOf(claims)
  if (!anyAudience && audience !== undefined) mustContain(audiences, audience)
  checkClientId(claims, anyAudience ? undefined : clientId)
}

/** Neither an ID token nor a marked access token: `aud` has the audience, or else the client, who also is the presenter. */
export function checkAnyAudience(claims: JsonObject, {clientId, audience, anyAudience}: Wanted): void {
  const audiences = claims.aud === undefined && anyAudience ? [] : audiencesOf(claims)
  const expected = audience ?? clientId
  if (anyAudience || expected === undefined) return
  mustContain(audiences, expected)
  const presenter = claims.azp ?? claims.client_id
  if (clientId !== undefined && presenter !== undefined && presenter !== clientId) {
    throw new Rejection('azp', `The token was issued to ${quoted(presenter)}.`)
  }
}

function checkClientId({client_id: id}: JsonObject, clientId: string | undefined): void {
  if (typeof id !== 'string' || id === '') throw new Rejection('client_id', 'The token does not name its client.')
  if (clientId !== undefined && id !== clientId) {
    throw new Rejection('client_id', `The token was issued to the client ${quoted(id)}.`)
  }
}

function audiencesOf({aud}: JsonObject): readonly string[] {
  if (aud === undefined) throw new Rejection('aud_missing')
  const list: unknown[] = Array.isArray(aud) ? aud : [aud]
  if (list.length > 0 && list.every(item => typeof item === 'string' && item !== '')) return list as string[]
  throw new Rejection('aud', 'The audience is neither a string nor a list of strings.')
}

function mustContain(audiences: readonly string[], expected: string): void {
  if (!audiences.includes(expected)) {
    throw new Rejection('aud', `The token is for ${quoted(audiences.join(', '))}, not for ${quoted(expected)}.`)
  }
}
