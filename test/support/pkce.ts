import * as oidc from 'openid-client'
import {poolId} from './stack.ts'

/** A code flow under way, by openid-client. */
export interface Flow {
  readonly config: oidc.Configuration
  readonly url: string
  readonly state: string
  /** Exchanges the code in the address the browser came back to. */
  finish(at: URL): ReturnType<typeof oidc.authorizationCodeGrant>
}

export interface FlowOptions {
  /** The path of the issuer; the demo pool's unless said. */
  readonly issuer?: string
  readonly client?: string
  readonly auth?: oidc.ClientAuth
  /** Parameters of the authorization request, beside or instead of the usual ones. */
  readonly parameters?: Record<string, string>
}

export const callback = 'http://localhost:8400/callback'
export const webSecret = 'localweb_secret_for_this_machine_only'
export const machineSecret = 'localmachine_secret_for_this_machine_only'

/** openid-client, told of an issuer of the stack and of one of the demo world's clients. */
export function discovered(
  stack: {readonly url: string},
  {issuer = `/${poolId}`, client = 'localcli', auth = oidc.None()}: FlowOptions = {},
): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(stack.url + issuer), client, {}, auth, {execute: [oidc.allowInsecureRequests]})
}

/** Begins a code flow with PKCE and state. */
export async function beginFlow(stack: {readonly url: string}, options: FlowOptions = {}): Promise<Flow> {
  const {parameters = {}} = options
  const config = await discovered(stack, options)
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid email notes/read',
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  })
  return {
    config,
    url: url.href,
    state,
    finish: at =>
      oidc.authorizationCodeGrant(config, at, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        ...(parameters.nonce !== undefined && {expectedNonce: parameters.nonce}),
      }),
  }
}
