import {isLoopback} from '../address.ts'
import {Failure} from '../failure.ts'
import {boundCertificate} from '../session/bound-certificate.ts'
import {asWords} from '../session/names.ts'
import {presented} from '../session/possession.ts'
import {freshTokens} from '../session/sessions.ts'
import {whomWords} from '../whom.ts'
import type {ClientCertificate, World} from '../world/world.ts'
import {awsCredentials} from './aws-credentials.ts'
import type {Target} from './target.ts'

/** A request as far as a signature covers it. */
export interface Provable {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
}

/** What is sent to prove who calls. */
export interface Credential {
  /** The headers of a request with the proof added; with the server's nonce in it where it wants one (RFC 9449, 9). */
  readonly prove: (request: Provable, nonce?: string) => Promise<Record<string, string>>
  /** The token sent, to explain a refusal by. */
  readonly token?: string
  /** Shown in the TLS handshake, where the token is bound to it. */
  readonly certificate?: ClientCertificate | undefined
}

export type Proving = Pick<
  World,
  'env' | 'folders' | 'keyring' | 'ask' | 'clock' | 'cancelled' | 'terminal' | 'fetch' | 'agents' | 'browser'
>

/** Where modes without a session have their secret from: a text that was read from a file or standard input. */
export interface CredentialSource {
  readonly identity: string
  readonly secret?: string | undefined
}

/**
 * The credential for this API in its mode.
 * @throws Failure `not_signed_in`, `session_ended`; `input_required` naming where a key comes from; `token_rejected` for
 * one that no header can carry
 */
export async function credentialFor(world: Proving, target: Target, source: CredentialSource): Promise<Credential> {
  switch (target.auth) {
    case 'userPool':
    case 'oidc': {
      const {token, proofKey, certificate} = await tokenOf(world, target, source.identity)
      // AppSync takes user pool tokens bare; everybody else expects the scheme (RFC 6750, section 2.1).
      const bare = target.auth === 'userPool' && target.service === 'appsync'
      if (bare) return {token, prove: adding('authorization', token)}
      const shown = {accessToken: token, proofKey}
      return {
        token,
        certificate,
        prove: async (request, nonce) => ({
          ...request.headers,
          ...presented(shown, {...request, nonce}, world.clock.now()),
        }),
      }
    }
    case 'apiKey':
      return {prove: adding('x-api-key', await secretOf(world, source, 'AUTHCTL_API_KEY', 'API key'))}
    case 'lambda':
      return {prove: adding('authorization', await secretOf(world, source, 'AUTHCTL_LAMBDA_TOKEN', 'Lambda token'))}
    case 'iam': {
      const credentials = await awsCredentials(world, new URL(target.url))
      const {signed} = await import('./signing.ts')
      const {region, service} = target
      return {
        prove: ({url, body = '', ...request}) =>
          signed({...request, url: new URL(url), body, region, service, at: world.clock.now()}, credentials),
      }
    }
    case 'none':
      return {prove: async ({headers}) => ({...headers})}
  }
}

/** A token, and the key it is bound to where it is. */
interface ShownToken {
  readonly token: string
  readonly proofKey?: string | undefined
  /** The certificate it is bound to where it is. */
  readonly certificate?: ClientCertificate | undefined
}

async function tokenOf(world: Proving, {profile, token, url}: Target, identity: string): Promise<ShownToken> {
  if (!profile) throw new Failure('profile_not_found', 'Tokens need a profile to come from.', {hints: ['authctl init']})
  const tokens = await freshTokens(world, profile, identity, {kind: token})
  const {hostname} = new URL(url)
  if (isLoopback(tokens.issuer) && hostname.endsWith('.amazonaws.com'))
    throw new Failure('usage', `Tokens of the local stack are of no use at ${hostname}, and are not sent there.`, {
      hints: ['authctl profile list'],
    })
  if (token === 'access') {
    const certificate = await boundCertificate(world, profile, tokens.accessToken)
    return {token: bearable(tokens.accessToken, 'The token'), proofKey: tokens.proofKey, certificate}
  }
  if (tokens.idToken !== undefined) return {token: bearable(tokens.idToken, 'The token')}
  throw new Failure('not_signed_in', `The session for ${profile.name} has no ID token.`, {
    hints: [
      '--token access',
      ['authctl login', ...whomWords(profile), ...asWords(identity), '--scope openid'].join(' '),
    ],
  })
}

async function secretOf(
  {env, ask}: Proving,
  {secret}: CredentialSource,
  variable: string,
  name: string,
): Promise<string> {
  const given = secret ?? env[variable]
  const text = given ?? (await ask.secret({message: name, flag: `--credential-stdin, or set ${variable}`}))
  return bearable(text.trim(), `The ${name}`)
}

function adding(name: string, value: string): Credential['prove'] {
  return async ({headers}) => ({...headers, [name]: value})
}

/** Nothing that could end the header line, or that no scheme allows, is put into a header (RFC 6750, section 2.1). */
function bearable(text: string, what: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text
  throw new Failure('token_rejected', `${what} is empty or has characters that no header can carry.`)
}
