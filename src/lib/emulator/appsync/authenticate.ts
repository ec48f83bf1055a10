import type {Stack} from '../stack.ts'
import {RejectedToken, type Verified, verifyToken} from '../verify-token.ts'
import {isLiveApiKey} from './api-key.ts'
import type {Caller, Mode} from './caller.ts'
import {askAuthorizer} from './lambda-authorizer.ts'
import {tokenRefusal, unauthorized} from './refusal.ts'
import type {AuthModes} from './rules.ts'
import {type Signed, verifySignature} from './signature.ts'

/**
 * Finds out who calls, by the credential presented: `Authorization` first, then `x-api-key`.
 * @throws Problem `UnauthorizedException` (401), or AWS's own refusals for signatures (403).
 */
export async function authenticate(stack: Stack, modes: AuthModes, presented: Signed): Promise<Caller> {
  const accepts = (mode: Mode) => modes.default === mode || modes.additional.includes(mode)
  const {authorization, 'x-api-key': apiKey} = presented.headers
  if (authorization?.startsWith('AWS4-HMAC-SHA256') && accepts('AWS_IAM')) {
    const userArn = await verifySignature(stack, presented)
    return {mode: 'AWS_IAM', userArn, username: 'local'}
  }
  if (authorization) {
    const token = authorization.replace(/^Bearer /i, '')
    const caller = looksLikeJwt(token) ? await byToken(stack, token) : byLambda(stack, token, accepts('AWS_LAMBDA'))
    if (!accepts(caller.mode)) throw unauthorized()
    return caller
  }
  if (apiKey !== undefined && accepts('API_KEY')) {
    if (!isLiveApiKey(stack, apiKey)) throw unauthorized()
    return {mode: 'API_KEY'}
  }
  throw unauthorized('Valid authorization header not provided.')
}

async function byToken(stack: Stack, token: string): Promise<Caller> {
  try {
    return asCaller(await verifyToken(stack, token))
  } catch (error) {
    if (error instanceof RejectedToken) stack.log(`graphql: the token is refused, ${error.reason}: ${error.message}.`)
    throw tokenRefusal(error)
  }
}

function asCaller({kind, claims}: Verified): Caller {
  const {sub, iss, username, 'cognito:username': cognitoUsername, 'cognito:groups': groups} = claims
  const name = cognitoUsername ?? username
  return {
    mode: kind === 'pool' ? 'AMAZON_COGNITO_USER_POOLS' : 'OPENID_CONNECT',
    claims,
    ...(iss !== undefined && {issuer: iss}),
    ...(sub !== undefined && {sub}),
    ...(typeof name === 'string' && {username: name}),
    ...(kind === 'pool' && Array.isArray(groups) && {groups}),
  }
}

function byLambda(stack: Stack, token: string, accepted: boolean): Caller {
  if (!accepted) throw unauthorized('Unable to parse JWT token.')
  const {isAuthorized, resolverContext, deniedFields} = askAuthorizer(stack, token)
  if (!isAuthorized) {
    stack.log('graphql: the token is no JWT, and the Lambda authorizer does not know it.')
    throw unauthorized()
  }
  return {mode: 'AWS_LAMBDA', ...(resolverContext && {resolverContext}), ...(deniedFields && {deniedFields})}
}

function looksLikeJwt(token: string): boolean {
  return token.split('.').length === 3
}
