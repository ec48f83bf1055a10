import {revokeRefreshToken} from '../refresh-tokens.ts'
import {type Exchange, json} from '../router.ts'
import type {Stack} from '../stack.ts'
import {findClient} from '../state.ts'
import {credentialsIn, isAuthentic, openToAll} from './wire.ts'

/** `/oauth2/revoke` (RFC 7009 as Cognito has it): refresh tokens only; unknown ones are as good as revoked. */
export async function revoke(stack: Stack, {req, res, body}: Exchange): Promise<void> {
  const form = new URLSearchParams((await body()).toString())
  const {id, secret} = credentialsIn(req, form)
  const found = findClient(stack.state, id)
  const refuse = (status: number, error: string, reason: string) => {
    stack.log(`refused: revoke: ${reason}`)
    json(res, status, {error}, openToAll)
  }
  if (!found || !isAuthentic(found.client, secret))
    return refuse(401, 'invalid_client', `the client ${id} is unknown, or its secret is missing or wrong`)
  const token = form.get('token')
  if (!token) return refuse(400, 'invalid_request', 'the form has no token')
  if (found.client.settings.EnableTokenRevocation === false)
    return refuse(400, 'invalid_request', `token revocation is disabled for ${id}`)
  // Signed tokens have three parts, refresh tokens five.
  if (token.split('.').length === 3)
    return refuse(400, 'unsupported_token_type', 'only refresh tokens can be revoked, and their tokens go with them')
  revokeRefreshToken(found.pool, found.client, token)
  res.writeHead(200, {...openToAll, 'cache-control': 'no-store', 'content-length': '0'}).end()
}
