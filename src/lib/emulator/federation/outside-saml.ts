import {send} from '../oidc/pages/layout.ts'
import {refusalPage} from '../oidc/pages/notices.ts'
import {signInPage} from '../oidc/pages/sign-in.ts'
import {withPassword} from '../oidc/sign-in.ts'
import {Problem} from '../problem.ts'
import type {Exchange} from '../router.ts'
import {type LogoutRequest, readLogoutRequest, signedLogoutResponse} from '../saml/logout.ts'
import {ownEntityId} from '../saml/own-metadata.ts'
import {honestlySigned, requestIn} from '../saml/redirect.ts'
import {type AuthnRequest, readRequest} from '../saml/request.ts'
import {signedResponse} from '../saml/response.ts'
import {poolSigner, providerSigner} from '../saml/signer.ts'
import type {Stack} from '../stack.ts'
import {groupsOf, type Pool, type User} from '../state.ts'
import {outsideClient, outsidePool} from './outside.ts'
import {handOverPage} from './pages.ts'
import {acsOf, entityIdOf, signOutAddress} from './service-provider.ts'

/**
 * The sign-in page of the SAML identity provider of elsewhere: takes a request by the redirect binding, asks for name and
 * password, and hands a signed response to the browser, to be posted on. It keeps no session of its own.
 */
export async function samlSignIn(stack: Stack, exchange: Exchange): Promise<void> {
  const {req, res, url} = exchange
  const request = await requestFrom(stack, url)
  if (!request) return send(res, refusalPage('invalid_saml_request'))
  const form = {action: `${url.pathname}${url.search}`, token: ''}
  if (req.method !== 'POST') return send(res, signInPage(form, {client: request.issuer}))
  const fields = new URLSearchParams((await exchange.body()).toString())
  const username = (fields.get('username') ?? '').trim()
  const attempt = {stack, pool: outsidePool(stack), client: outsideClient(stack), id: request.id}
  const outcome = withPassword(attempt, username, fields.get('password') ?? '')
  if (outcome.kind !== 'in') {
    const problem = outcome.problem ?? 'This person cannot sign in here.'
    return send(res, signInPage({...form, problem}, {client: request.issuer, username}))
  }
  const xml = await signedResponse(
    providerSigner(stack),
    {issuer: ownEntityId(stack), request, now: stack.clock.now()},
    {nameId: outcome.user.username, attributes: attributesOf(attempt.pool, outcome.user)},
  )
  const SAMLResponse = Buffer.from(xml).toString('base64')
  const RelayState = url.searchParams.get('RelayState') ?? ''
  const done = {title: 'You are signed in', next: 'of who you are'}
  send(res, handOverPage(request.answerTo, {SAMLResponse, RelayState}, done))
}

/**
 * Where the provider is asked to sign somebody out. It keeps no session, so all there is to do is to say so, signed, to
 * the pool that signed the request.
 */
export async function samlSignOut(stack: Stack, {res, url}: Exchange): Promise<void> {
  const request = await logoutRequestIn(url)
  const pool = [...stack.state.pools.values()].find(pool => entityIdOf(pool) === request?.issuer)
  const signed = pool && url.searchParams.has('Signature') && honestlySigned(url, poolSigner(stack, pool).certificate)
  if (!request || !signed) {
    stack.log('refused by the SAML provider: a request to sign somebody out that no pool has signed')
    return send(res, refusalPage('invalid_saml_request'))
  }
  const recipient = signOutAddress(stack)
  const answer = {issuer: ownEntityId(stack), recipient, requestId: request.id}
  const xml = await signedLogoutResponse(providerSigner(stack), answer, stack.clock.now())
  const SAMLResponse = Buffer.from(xml).toString('base64')
  const RelayState = url.searchParams.get('RelayState') ?? ''
  const done = {title: 'You are signed out', next: 'of that'}
  send(res, handOverPage(recipient, {SAMLResponse, RelayState}, done))
}

async function logoutRequestIn(url: URL): Promise<LogoutRequest | undefined> {
  try {
    return await readLogoutRequest(requestIn(url))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return undefined
  }
}

/** The request, when it is one of a user pool of this stack; answers go nowhere else. */
async function requestFrom(stack: Stack, url: URL): Promise<AuthnRequest | undefined> {
  try {
    const request = await readRequest(requestIn(url))
    const pool = [...stack.state.pools.values()].find(pool => entityIdOf(pool) === request?.issuer)
    if (!request || !pool)
      throw new Problem('BadRequest', `${request?.issuer ?? 'what it was sent'} is nobody it knows`)
    if (request.answerTo !== acsOf(stack)) throw new Problem('BadRequest', `it answers to ${acsOf(stack)} only`)
    if (!honestlySigned(url, poolSigner(stack, pool).certificate))
      throw new Problem('BadRequest', 'the signature of the request is not the pool’s')
    return request
  } catch (refusal) {
    if (!(refusal instanceof Problem)) throw refusal
    stack.log(`refused by the SAML provider: ${refusal.message}`)
    return undefined
  }
}

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/'

/** In the names that many providers use. */
function attributesOf(pool: Pool, user: User): Record<string, string[]> {
  const value = (name: string) => user.attributes.filter(({Name}) => Name === name).map(({Value = ''}) => Value)
  return {
    [`${claims}emailaddress`]: value('email'),
    [`${claims}name`]: value('name'),
    [`${claims}givenname`]: value('given_name'),
    [`${claims}surname`]: value('family_name'),
    groups: groupsOf(pool, user.username).map(({settings}) => settings.GroupName ?? ''),
  }
}
