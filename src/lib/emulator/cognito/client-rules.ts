import {Problem} from '../problem.ts'
import type {Client, Pool} from '../state.ts'
import {providersOf} from './identity-providers.ts'

const oidc = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']

/**
 * What must hold between a client's settings and its pool's.
 * @throws Problem `InvalidParameterException`, `InvalidOAuthFlowException`, `ScopeDoesNotExistException`
 */
export function assertClientRules(pool: Pool, {settings, secrets}: Client): void {
  assertFlows(settings)
  assertScopes(pool, settings)
  assertRedirects(settings)
  assertLifetimes(settings)
  const {AllowedOAuthFlows = [], AllowedOAuthFlowsUserPoolClient} = settings
  if (AllowedOAuthFlows.includes('client_credentials')) {
    if (AllowedOAuthFlows.length > 1)
      throw new Problem(
        'InvalidOAuthFlowException',
        'client_credentials flow can not be selected along with code flow or implicit flow.',
      )
    if (secrets.length === 0)
      throw new Problem(
        'InvalidOAuthFlowException',
        'client_credentials flow can not be selected if client does not have a client secret.',
      )
  }
  if (!AllowedOAuthFlowsUserPoolClient && (AllowedOAuthFlows.length > 0 || settings.AllowedOAuthScopes?.length))
    throw invalid(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.',
    )
  const unknown = settings.SupportedIdentityProviders?.find(name => name !== 'COGNITO' && !providersOf(pool).has(name))
  if (unknown) throw invalid(`The provider ${unknown} does not exist for User Pool ${pool.id}.`)
  const attributes = new Set(pool.settings.SchemaAttributes?.map(({Name}) => Name))
  const missing = [...(settings.ReadAttributes ?? []), ...(settings.WriteAttributes ?? [])].find(
    name => !attributes.has(name),
  )
  if (missing) throw invalid(`Invalid read or write attributes specified while creating a client: ${missing}`)
}

function assertFlows({ExplicitAuthFlows = [], RefreshTokenRotation}: Client['settings']): void {
  const modern = ExplicitAuthFlows.filter(flow => flow.startsWith('ALLOW_'))
  if (modern.length > 0 && modern.length < ExplicitAuthFlows.length)
    throw invalid('Cannot use both ALLOW_ and non-ALLOW_ prefixed auth flows.')
  if (RefreshTokenRotation?.Feature === 'ENABLED' && ExplicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH'))
    throw invalid('ALLOW_REFRESH_TOKEN_AUTH cannot be enabled along with refresh token rotation.')
}

function assertScopes(pool: Pool, {AllowedOAuthScopes = []}: Client['settings']): void {
  const known = new Set([
    ...oidc,
    ...[...pool.resourceServers.values()].flatMap(({Identifier, Scopes}) =>
      (Scopes ?? []).map(({ScopeName}) => `${Identifier}/${ScopeName}`),
    ),
  ])
  const unknown = AllowedOAuthScopes.find(scope => !known.has(scope))
  if (unknown) throw new Problem('ScopeDoesNotExistException', `Invalid scope requested: ${unknown}`)
}

function assertRedirects({CallbackURLs = [], LogoutURLs = [], DefaultRedirectURI}: Client['settings']): void {
  const bad = [...CallbackURLs, ...LogoutURLs].find(url => !redirectable(url))
  if (bad) throw invalid(`${bad} is not a valid redirect URI: HTTPS or a loopback address, and no fragment.`)
  if (DefaultRedirectURI !== undefined && !CallbackURLs.includes(DefaultRedirectURI))
    throw invalid(`DefaultRedirectURI is not in the list of CallbackURLs: ${DefaultRedirectURI}`)
}

/** HTTPS, an app's own scheme, or plain HTTP on this machine; no fragment. */
function redirectable(value: string): boolean {
  const url = URL.parse(value)
  if (!url || value.includes('#')) return false
  return url.protocol !== 'http:' || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

/** Access and ID tokens live 5 minutes to a day, refresh tokens an hour to ten years; a bare number means hours, or days. */
function assertLifetimes(settings: Client['settings']): void {
  const seconds = {seconds: 1, minutes: 60, hours: 3600, days: 86_400}
  const kinds = [
    {name: 'AccessToken', usual: 'hours', least: 300, most: 86_400},
    {name: 'IdToken', usual: 'hours', least: 300, most: 86_400},
    {name: 'RefreshToken', usual: 'days', least: 3600, most: 315_360_000},
  ] as const
  for (const {name, usual, least, most} of kinds) {
    const amount = settings[`${name}Validity`]
    if (amount === undefined) continue
    const life = amount * seconds[settings.TokenValidityUnits?.[name] ?? usual]
    if (life < least || life > most)
      throw invalid(`Invalid range for token validity: ${name}Validity must be between ${least} and ${most} seconds.`)
  }
  const {AccessTokenValidity, IdTokenValidity, RefreshTokenValidity, TokenValidityUnits} = settings
  const life = (amount: number, unit: keyof typeof seconds) => amount * seconds[unit]
  const refresh = life(RefreshTokenValidity ?? 30, TokenValidityUnits?.RefreshToken ?? 'days')
  const access = life(AccessTokenValidity ?? 1, (AccessTokenValidity && TokenValidityUnits?.AccessToken) || 'hours')
  const id = life(IdTokenValidity ?? 1, (IdTokenValidity && TokenValidityUnits?.IdToken) || 'hours')
  if (refresh < Math.max(access, id))
    throw invalid('RefreshTokenValidity must not be shorter than AccessTokenValidity and IdTokenValidity.')
}

function invalid(message: string): Problem {
  return new Problem('InvalidParameterException', message)
}
