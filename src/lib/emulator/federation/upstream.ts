import {createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify} from 'jose'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Person} from './person.ts'

type Details = Readonly<Record<string, string>>

/** Where a person is sent to sign in at an OpenID provider (OpenID Connect Core, 3.1.2.1). */
export async function upstreamAddress(
  stack: Stack,
  details: Details,
  {state, nonce, loginHint}: {readonly state: string; readonly nonce: string; readonly loginHint?: string | undefined},
): Promise<string> {
  const url = new URL(await endpoint(details, 'authorize_url', 'authorization_endpoint'))
  const query = {
    response_type: 'code',
    client_id: details.client_id ?? '',
    redirect_uri: answerAddress(stack),
    scope: details.authorize_scopes ?? '',
    state,
    nonce,
    ...(loginHint !== undefined && {login_hint: loginHint}),
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/**
 * Exchanges the code a person came back with, and reads who they are from the ID token and the provider's attributes.
 * @throws Problem `InvalidUpstreamAnswer`
 */
export async function upstreamPerson(stack: Stack, details: Details, code: string, nonce: string): Promise<Person> {
  const tokens = await exchanged(stack, details, code)
  const claims = await verified(stack, details, tokens.id_token, nonce)
  const address = await endpoint(details, 'attributes_url', 'userinfo_endpoint')
  const more = await answered(address, {
    method: details.attributes_request_method ?? 'GET',
    headers: {authorization: `Bearer ${tokens.access_token}`},
  })
  if (more.sub !== claims.sub) throw invalid('its attributes are about somebody else')
  const values = Object.entries({...claims, ...more}).flatMap(([name, value]) => asTexts(name, value))
  return {userId: String(claims.sub), issuer: null, values: Object.fromEntries(values)}
}

/** Where OpenID providers send people back to. */
export function answerAddress({origin}: Pick<Stack, 'origin'>): string {
  return `${origin}/oauth2/idpresponse`
}

async function exchanged(stack: Stack, details: Details, code: string): Promise<Record<string, unknown>> {
  const {client_id = '', client_secret} = details
  const form = {grant_type: 'authorization_code', code, redirect_uri: answerAddress(stack), client_id}
  return answered(await endpoint(details, 'token_url', 'token_endpoint'), {
    method: 'POST',
    body: new URLSearchParams({...form, ...(client_secret && {client_secret})}),
  })
}

async function verified(stack: Stack, details: Details, idToken: unknown, nonce: string): Promise<JWTPayload> {
  if (typeof idToken !== 'string') throw invalid('it gave no ID token')
  const keys = await answered(await endpoint(details, 'jwks_uri', 'jwks_uri'))
  try {
    const {payload} = await jwtVerify(idToken, createLocalJWKSet(keys as unknown as JSONWebKeySet), {
      issuer: details.oidc_issuer ?? '',
      audience: details.client_id ?? '',
      currentDate: new Date(stack.clock.now()),
      clockTolerance: 60,
      requiredClaims: ['sub', 'exp'],
    })
    if (payload.nonce === nonce) return payload
  } catch {
    throw invalid('its ID token does not verify')
  }
  throw invalid('its ID token answers another request')
}

/** As the provider's details name it, else as its discovery document does. */
async function endpoint(details: Details, name: string, discovered: string): Promise<string> {
  const given = details[name]
  if (given) return given
  const {[discovered]: found, issuer} = await answered(`${details.oidc_issuer}/.well-known/openid-configuration`)
  if (issuer !== details.oidc_issuer) throw invalid('its discovery document is another issuer’s')
  if (typeof found !== 'string') throw invalid(`its discovery document names no ${discovered}`)
  return found
}

async function answered(address: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  try {
    const answer = await fetch(address, {...init, redirect: 'error', signal: AbortSignal.timeout(10_000)})
    const document: unknown = await answer.json()
    if (answer.ok && typeof document === 'object' && document !== null) return document as Record<string, unknown>
    throw invalid(`${new URL(address).pathname} answered ${answer.status}`)
  } catch (error) {
    if (error instanceof Problem) throw error
    throw invalid(`${address} cannot be asked`)
  }
}

function asTexts(name: string, value: unknown): [string, string[]][] {
  if (value === null || value === undefined) return []
  const texts = (Array.isArray(value) ? value : [value]).map(item =>
    typeof item === 'object' ? JSON.stringify(item) : String(item),
  )
  return [[name, texts]]
}

function invalid(why: string): Problem {
  return new Problem('InvalidUpstreamAnswer', why)
}
