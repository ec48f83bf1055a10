import type {AuthFlowType, ExplicitAuthFlowsType, InitiateAuthResponse} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'
import {checkPassword} from './check-password.ts'
import {byCustom} from './custom-challenge.ts'
import {byChoice} from './first-factors.ts'
import {parameter} from './parameter.ts'
import {refresh} from './refresh.ts'
import {assertSecretHash} from './secret-hash.ts'
import {admit} from './sign-in.ts'
import {askPasswordProof} from './srp-challenge.ts'

type Parameters = Readonly<Record<string, string>>
type Flow = (stack: Stack, pool: Pool, client: Client, parameters: Parameters) => Promise<InitiateAuthResponse>

/** The flows there are here, and what a client must allow for each; `admin` ones are closed to the public operation. */
const flows: Partial<Record<AuthFlowType, {run: Flow; allowedBy: ExplicitAuthFlowsType[]; admin?: true}>> = {
  USER_PASSWORD_AUTH: {run: byPassword, allowedBy: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH']},
  ADMIN_USER_PASSWORD_AUTH: {
    run: byPassword,
    allowedBy: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
    admin: true,
  },
  ADMIN_NO_SRP_AUTH: {
    run: byPassword,
    allowedBy: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
    admin: true,
  },
  USER_SRP_AUTH: {run: bySrp, allowedBy: ['ALLOW_USER_SRP_AUTH']},
  USER_AUTH: {run: byChoice, allowedBy: ['ALLOW_USER_AUTH']},
  CUSTOM_AUTH: {run: byCustom, allowedBy: ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY']},
  REFRESH_TOKEN_AUTH: {run: refresh, allowedBy: ['ALLOW_REFRESH_TOKEN_AUTH']},
  REFRESH_TOKEN: {run: refresh, allowedBy: ['ALLOW_REFRESH_TOKEN_AUTH']},
}

const defaults = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH']

/**
 * Begins a sign-in.
 * @throws Problem `InvalidParameterException` when the flow is unknown here, not enabled, or lacks a parameter; whatever
 *   the flow refuses.
 */
export async function initiate(
  stack: Stack,
  {pool, client, asAdmin}: {pool: Pool; client: Client; asAdmin: boolean},
  {AuthFlow, AuthParameters = {}}: {AuthFlow: AuthFlowType; AuthParameters?: Parameters | undefined},
): Promise<InitiateAuthResponse> {
  const flow = flows[AuthFlow]
  if (!flow) throw new Problem('InvalidParameterException', `${AuthFlow} is not carried out by this stack.`)
  if (flow.admin && !asAdmin) throw new Problem('InvalidParameterException', 'Initiate Auth method not supported.')
  const allowed: readonly string[] = client.settings.ExplicitAuthFlows ?? defaults
  // Clients from before ALLOW_… values could always sign in by SRP and refresh.
  const legacy = allowed.length > 0 && !allowed.some(name => name.startsWith('ALLOW_'))
  const permitted = flow.allowedBy.some(name => allowed.includes(name) || (legacy && defaults.includes(name)))
  if (!permitted)
    throw new Problem(
      'InvalidParameterException',
      asAdmin ? 'Auth flow not enabled for this client' : `${AuthFlow} flow not enabled for this client`,
    )
  // A refresh names nobody: it judges the hash itself.
  if (flow.run !== refresh)
    assertSecretHash(client, [parameter(AuthParameters, 'USERNAME')], AuthParameters.SECRET_HASH)
  return flow.run(stack, pool, client, AuthParameters)
}

async function byPassword(
  stack: Stack,
  pool: Pool,
  client: Client,
  parameters: Parameters,
): Promise<InitiateAuthResponse> {
  const [name, password] = [parameter(parameters, 'USERNAME'), parameter(parameters, 'PASSWORD')]
  const user = checkPassword(stack, pool, client, name, password)
  return admit(stack, {pool, client, user, deviceKey: parameters.DEVICE_KEY})
}

async function bySrp(stack: Stack, pool: Pool, client: Client, parameters: Parameters): Promise<InitiateAuthResponse> {
  const [name, A] = [parameter(parameters, 'USERNAME'), parameter(parameters, 'SRP_A')]
  return askPasswordProof(stack, pool, client, name, A, parameters.DEVICE_KEY)
}
