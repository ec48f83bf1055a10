import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {isCognito} from './cognito.ts'
import type {SignInRequest} from './sign-in-request.ts'

/** What sign-in itself rests on, or what has a flag or a safer way of its own. */
const protectedParameters = new Set([
  'client_assertion',
  'client_assertion_type',
  'client_id',
  'client_secret',
  'code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'device_code',
  'dpop_jkt',
  'grant_type',
  'max_age',
  'nonce',
  'password',
  'redirect_uri',
  'refresh_token',
  'request',
  'request_uri',
  'response_mode',
  'response_type',
  'scope',
  'state',
])

/** @throws Failure `usage` for a parameter that `--param` may not set. */
export function assertParameters(params: Readonly<Record<string, string>> = {}): void {
  const name = Object.keys(params).find(one => protectedParameters.has(one.trim().toLowerCase()))
  if (name === undefined) return
  throw new Failure('usage', `--param cannot set ${name}: sign-in sets it itself.`, {
    hints: ['scope', 'max_age', 'redirect_uri']
      .filter(one => one === name.trim().toLowerCase())
      .map(one => `pass --${one.replace('_', '-')}`),
  })
}

/** The scopes to ask for: the flags', else the profile's, else who it is. */
export function askedScopes({scopes: own}: Profile, {scopes}: Pick<SignInRequest, 'scopes'>): readonly string[] {
  const asked = scopes?.length ? scopes : own?.length ? own : ['openid']
  return [...new Set(asked.flatMap(scope => scope.split(/\s+/)).filter(scope => scope !== ''))]
}

/** Parameters that ask for a target, in the authorization request and again at the token endpoint (RFC 8707). */
export function targetParameters(
  profile: Profile,
  request: Pick<SignInRequest, 'resource' | 'audience'>,
): Record<string, string> {
  return present({resource: request.resource ?? profile.resource, audience: request.audience})
}

/** Parameters that say how the person wants to be met at the sign-in page, and any of their own. */
export function pageParameters(profile: Profile, request: SignInRequest): Record<string, string> {
  return present({
    ...request.params,
    identity_provider: request.identityProvider,
    idp_identifier: request.idpIdentifier,
    login_hint: request.loginHint,
    prompt: request.prompt,
    acr_values: request.acr,
    max_age: request.maxAge?.toString(),
    [isCognito(profile) ? 'lang' : 'ui_locales']: request.lang,
  })
}

function present(parameters: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
