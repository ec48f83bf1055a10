import type {AdapterPayload} from 'oidc-provider'
import type {Client} from '../state.ts'

const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'
const device = 'urn:ietf:params:oauth:grant-type:device_code'

/** An app client in the engine's words, with no more than Cognito lets it do. */
export function asCognitoClient(client: Client): AdapterPayload {
  const code = allows(client, 'code')
  return {
    ...base(client),
    redirect_uris: code ? callbacks(client) : [],
    response_types: code ? ['code'] : [],
    grant_types: [
      ...(code ? ['authorization_code', 'refresh_token'] : []),
      ...(allows(client, 'client_credentials') ? ['client_credentials'] : []),
    ],
  }
}

/**
 * The same app client as a plain provider would have it: device flow and token exchange too, and loopback redirects on
 * any port (RFC 8252, section 7.3) wherever one loopback port is registered.
 */
export function asStandardClient(client: Client): AdapterPayload {
  const code = allows(client, 'code')
  const {ClientSecret} = client.settings
  return {
    ...base(client),
    redirect_uris: code ? withLoopback(callbacks(client)) : [],
    post_logout_redirect_uris: withLoopback(client.settings.LogoutURLs ?? []),
    response_types: code ? ['code'] : [],
    grant_types: [
      ...(code ? ['authorization_code', 'refresh_token', device] : []),
      ...(allows(client, 'client_credentials') && ClientSecret ? ['client_credentials'] : []),
      ...(ClientSecret || code ? [exchange] : []),
    ],
  }
}

/** Whether the app client may use this OAuth flow; without the master switch it may use none. */
export function allows({settings}: Client, flow: 'code' | 'implicit' | 'client_credentials'): boolean {
  return settings.AllowedOAuthFlowsUserPoolClient !== false && (settings.AllowedOAuthFlows ?? []).includes(flow)
}

export function scopesOf({settings}: Client): string[] {
  return settings.AllowedOAuthScopes ?? []
}

function base({settings}: Client): AdapterPayload {
  return {
    client_id: settings.ClientId,
    client_name: settings.ClientName,
    ...(settings.ClientSecret === undefined
      ? {token_endpoint_auth_method: 'none'}
      : {token_endpoint_auth_method: 'client_secret_basic', client_secret: settings.ClientSecret}),
    application_type: 'native',
    id_token_signed_response_alg: 'RS256',
  }
}

function callbacks({settings}: Client): string[] {
  return settings.CallbackURLs ?? []
}

const loopbackHosts = ['127.0.0.1', '[::1]', 'localhost']

function withLoopback(urls: readonly string[]): string[] {
  const anyPort = urls
    .flatMap(url => URL.parse(url) ?? [])
    .filter(url => url.protocol === 'http:' && loopbackHosts.includes(url.hostname))
    .flatMap(url => loopbackHosts.map(host => `http://${host}${url.pathname}${url.search}`))
  return [...new Set([...urls, ...anyPort])]
}
