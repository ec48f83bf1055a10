import {whomWords} from '../whom.ts'
import type {Connection, Outside} from './connection.ts'
import {askedScopes, targetParameters} from './request-parameters.ts'
import type {SignInRequest} from './sign-in-request.ts'
import {tokenSet} from './token-answer.ts'
import type {TokenSet} from './token-set.ts'
import {translated} from './translate.ts'

/** Scopes about a person: a machine has none of these, and Cognito refuses the whole request over one. */
const personal = new Set([
  'openid',
  'profile',
  'email',
  'phone',
  'address',
  'offline_access',
  'aws.cognito.signin.user.admin',
])

/** What of a sign-in matters to a machine. */
export type MachineRequest = Pick<SignInRequest, 'scopes' | 'resource' | 'audience' | 'params'>

/** A token for the client itself, with nobody signed in (RFC 6749, section 4.4). */
export async function clientCredentials(
  world: Outside,
  connection: Connection,
  request: MachineRequest,
): Promise<TokenSet> {
  const {oidc, config, profile, issuer, binding} = connection
  const scope = machineScopes(connection, request).join(' ')
  const target = targetParameters(profile, request)
  const parameters = {...request.params, ...target, ...(scope === '' ? {} : {scope})}
  const answer = await translated(oidc.clientCredentialsGrant(config, parameters, binding), {
    what: 'to give this client a token',
    issuer,
    hints: [['authctl profile show', ...whomWords(profile)].join(' ')],
  })
  const tokens = await tokenSet(world, connection, answer, {grant: 'client_credentials', asked: scope})
  return Object.keys(target).length > 0 ? {...tokens, target} : tokens
}

/** The profile's scopes serve people too; asked for by flag, they are asked for. */
export function machineScopes(
  {profile}: Pick<Connection, 'profile'>,
  request: Pick<SignInRequest, 'scopes'>,
): readonly string[] {
  const asked = askedScopes(profile, request)
  return request.scopes?.length ? asked : asked.filter(scope => !personal.has(scope))
}
