import type {Fact} from './fact.ts'
import {appSyncAuth, listFact, type Some, some, textFact, texts} from './parts.ts'

/** `amplify_outputs.json` of Amplify Gen 2, versions 1 and 1.x. */
export function amplifyGen2(document: Some): Fact[] | undefined {
  const {version} = document
  const auth = some(document.auth)
  const data = some(document.data)
  const custom = some(document.custom)
  if (typeof version !== 'string' || !/^1(\.\d+)?$/.test(version) || !(auth ?? data ?? custom)) return undefined
  const oauth = some(auth?.oauth)
  const events = some(custom?.events)
  return [
    ...textFact('pool', {value: auth?.user_pool_id, from: 'auth.user_pool_id'}),
    ...textFact('client', {value: auth?.user_pool_client_id, from: 'auth.user_pool_client_id'}),
    ...textFact('region', {value: auth?.aws_region, from: 'auth.aws_region'}),
    ...listFact('scopes', texts(oauth?.scopes), 'auth.oauth.scopes'),
    ...listFact('redirectUris', texts(oauth?.redirect_sign_in_uri), 'auth.oauth.redirect_sign_in_uri'),
    ...api('graphql', data, 'data'),
    ...api('events', events, 'custom.events'),
    ...Object.entries(some(custom?.API) ?? {}).flatMap(([name, one]): Fact[] => {
      const value = some(one)?.endpoint
      if (typeof value !== 'string') return []
      return [{what: 'api', kind: 'rest', value, from: `custom.API.${name}.endpoint`, name}]
    }),
  ]
}

function api(kind: 'graphql' | 'events', described: Some | undefined, path: string): Fact[] {
  const {url, default_authorization_type: mode, api_key: key} = described ?? {}
  if (typeof url !== 'string') return []
  return [
    {what: 'api', kind, value: url, from: `${path}.url`, auth: appSyncAuth(mode)},
    ...textFact('apiKey', {value: key, from: `${path}.api_key`}),
  ]
}
