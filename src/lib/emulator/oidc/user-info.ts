import type {Exchange} from '../router.ts'
import {json} from '../router.ts'
import type {Stack} from '../stack.ts'
import type {Client, User} from '../state.ts'
import {RejectedToken, verifyToken} from '../verify-token.ts'
import {attributesFor} from './cognito-grants.ts'
import {userBySub} from './people.ts'
import {openToAll} from './wire.ts'

/** `/oauth2/userInfo`: attributes by scope, verified flags as strings, and refusals in a header only. */
export async function userInfo(stack: Stack, {req, res}: Exchange): Promise<void> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(req.headers.authorization ?? '')?.[1]
  if (token === undefined) return refuse(res, 400, 'invalid_request', 'Bad OAuth2 request at UserInfo Endpoint')
  const holder = await holderOf(stack, token)
  if ('refused' in holder) {
    stack.log(`refused: userInfo: ${holder.refused}`)
    return refuse(
      res,
      401,
      'invalid_token',
      'Access token is expired, disabled, or deleted, or the user has globally signed out.',
    )
  }
  const {user} = holder
  json(res, 200, {...attributesFor(holder), sub: user.sub, username: user.username}, openToAll)
}

type Holder = {readonly client: Client; readonly user: User; readonly scope: string}

async function holderOf(stack: Stack, token: string): Promise<Holder | {refused: string}> {
  const verified = await verifyToken(stack, token).catch(error => {
    if (error instanceof RejectedToken) return error
    throw error
  })
  if (verified instanceof RejectedToken) return {refused: verified.message}
  if (verified.kind !== 'pool') return {refused: 'the token is the standard issuer’s, which has a userinfo of its own'}
  const {pool, claims} = verified
  const {sub = '', client_id, scope = '', origin_jti, iat = 0, token_use} = claims
  const [client, user] = [pool.clients.get(String(client_id)), userBySub(pool, sub)]
  if (token_use !== 'access' || !String(scope).split(' ').includes('openid'))
    return {refused: 'the token is no access token with the scope openid; those of InitiateAuth have none'}
  if (!client || !user?.enabled) return {refused: 'its user or client is gone or disabled'}
  if (pool.revokedOrigins.has(String(origin_jti))) return {refused: 'the token was revoked'}
  if (user.signedOutAt !== undefined && iat * 1000 <= user.signedOutAt) return {refused: 'the user has signed out'}
  return {client, user, scope: String(scope)}
}

function refuse(res: Exchange['res'], status: number, error: string, description: string): void {
  res
    .writeHead(status, {
      ...openToAll,
      'www-authenticate': `error="${error}", error_description="${description}"`,
      'access-control-expose-headers': 'WWW-Authenticate',
      'cache-control': 'no-store',
      'content-length': '0',
    })
    .end()
}
