import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {authorizationCode} from './authorization-code.ts'
import {neededProof} from './client-authentication.ts'
import {clientCredentials, machineScopes} from './client-credentials.ts'
import {assertDeviceGrant, assertPoolHasDomain} from './cognito.ts'
import {type Connection, connect, type Outside} from './connection.ts'
import {deviceCode} from './device-code.ts'
import {pastedCode} from './pasted-code.ts'
import {askedScopes, assertParameters} from './request-parameters.ts'
import {type Flow, isPoolFlow, type PoolFlow, type SignInRequest} from './sign-in-request.ts'
import {missingScopes, surplusScopes} from './token-answer.ts'
import type {TokenSet} from './token-set.ts'
import {InBrowser} from './user-pool/passkey.ts'
import {signInToPool} from './user-pool/sign-in.ts'

type SignInWorld = Outside & Pick<World, 'browser' | 'ask' | 'terminal'>

const grants: Record<
  Exclude<Flow, PoolFlow>,
  (world: SignInWorld, connection: Connection, request: SignInRequest) => Promise<TokenSet>
> = {
  pkce: authorizationCode,
  paste: pastedCode,
  device: deviceCode,
  'client-credentials': clientCredentials,
}

/**
 * Gets tokens by the flow that was asked for, and keeps none. What was asked and not granted is remarked on.
 *
 * @throws Failure, as the flows do; `usage` for a parameter that may not be set; `input_required` for a missing secret.
 */
export async function signIn(world: SignInWorld, profile: Profile, request: SignInRequest): Promise<TokenSet> {
  assertParameters(request.params)
  if (request.flow === 'device') assertDeviceGrant(profile)
  const clientSecret = request.clientSecret ?? (await askedSecret(world, profile, request))
  const {flow} = request
  if (isPoolFlow(flow))
    return signInToPool(world, profile, {...request, flow, clientSecret}).catch(error => {
      if (!(error instanceof InBrowser)) throw error
      return signIn(world, profile, {...request, flow: 'pkce', clientSecret, loginHint: error.username})
    })
  const connection = await connect(world, profile, {
    clientSecret,
    proofKey: request.dpop ? 'new' : undefined,
    inspect: server => assertPoolHasDomain(profile, server),
  })
  const tokens = await grants[flow](world, connection, request)
  const asked = flow === 'client-credentials' ? machineScopes(connection, request) : askedScopes(profile, request)
  const missing = missingScopes(tokens, asked)
  if (missing.length > 0)
    request.tell.remark(`The server granted less than was asked for; missing: ${missing.join(', ')}.`)
  const surplus = surplusScopes(tokens, asked)
  if (surplus.length > 0)
    request.tell.remark(`The server granted more than was asked for; beyond it: ${surplus.join(', ')}.`)
  return tokens
}

/** A machine always proves itself; a person's client only where the profile says so. A key is too long to type. */
async function askedSecret({ask}: SignInWorld, profile: Profile, {flow}: SignInRequest): Promise<string | undefined> {
  const needed = neededProof(profile) ?? (flow === 'client-credentials' ? 'secret' : undefined)
  if (needed !== 'secret') return undefined
  return ask.secret({message: `Client secret of ${profile.clientId ?? profile.name}`, flag: '--client-secret-stdin'})
}
