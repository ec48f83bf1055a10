import type {Fact} from './fact.ts'
import {appSyncAuth, listFact, type Some, some, textFact, texts} from './parts.ts'

/** `aws-exports.js` and `amplifyconfiguration.json` of Amplify Gen 1: one flat object that always tells its region. */
export function amplifyGen1(document: Some): Fact[] | undefined {
  const of = (key: string) => ({value: document[key], from: key})
  if (typeof document.aws_project_region !== 'string') return undefined
  const oauth = some(document.oauth)
  const endpoints = Array.isArray(document.aws_cloud_logic_custom) ? document.aws_cloud_logic_custom.map(some) : []
  return [
    ...textFact('pool', of('aws_user_pools_id')),
    ...textFact('client', of('aws_user_pools_web_client_id')),
    ...textFact(
      'region',
      document.aws_cognito_region === undefined ? of('aws_project_region') : of('aws_cognito_region'),
    ),
    ...listFact('scopes', texts(oauth?.scope), 'oauth.scope'),
    ...listFact('redirectUris', commas(oauth?.redirectSignIn), 'oauth.redirectSignIn'),
    ...textFact('apiKey', of('aws_appsync_apiKey')),
    ...graphql(document),
    ...endpoints.flatMap((one, at): Fact[] => {
      const {name, endpoint} = one ?? {}
      if (typeof endpoint !== 'string') return []
      const from = `aws_cloud_logic_custom.${at}.endpoint`
      return [{what: 'api', kind: 'rest', value: endpoint, from, name: typeof name === 'string' ? name : undefined}]
    }),
  ]
}

function graphql(document: Some): Fact[] {
  const {aws_appsync_graphqlEndpoint: value, aws_appsync_authenticationType: mode} = document
  if (typeof value !== 'string') return []
  return [{what: 'api', kind: 'graphql', value, from: 'aws_appsync_graphqlEndpoint', auth: appSyncAuth(mode)}]
}

function commas(value: unknown): string[] {
  return typeof value === 'string' ? value.split(',').map(one => one.trim()) : texts(value)
}

/** The configuration of Amplify's libraries for iOS and Android. */
export function amplifyNative(document: Some): Fact[] | undefined {
  const plugin = some(some(some(document.auth)?.plugins)?.awsCognitoAuthPlugin)
  if (!plugin) return undefined
  const pool = some(some(plugin.CognitoUserPool)?.Default)
  const from = 'auth.plugins.awsCognitoAuthPlugin.CognitoUserPool.Default'
  return [
    ...textFact('pool', {value: pool?.PoolId, from: `${from}.PoolId`}),
    ...textFact('client', {value: pool?.AppClientId, from: `${from}.AppClientId`}),
    ...textFact('region', {value: pool?.Region, from: `${from}.Region`}),
    ...textFact('clientSecret', {value: pool?.AppClientSecret, from: `${from}.AppClientSecret`}),
    ...Object.entries(some(some(some(document.api)?.plugins)?.awsAPIPlugin) ?? {}).flatMap(([name, api]): Fact[] => {
      const {endpoint, endpointType, authorizationType} = some(api) ?? {}
      if (typeof endpoint !== 'string') return []
      const kind = endpointType === 'REST' ? 'rest' : 'graphql'
      const path = `api.plugins.awsAPIPlugin.${name}.endpoint`
      return [{what: 'api', kind, value: endpoint, from: path, name, auth: appSyncAuth(authorizationType)}]
    }),
  ]
}
