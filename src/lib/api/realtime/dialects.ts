import type {GraphqlQuestion, GraphqlResponse} from '../graphql.ts'
import type {Target} from '../target.ts'
import {appsync} from './appsync.ts'
import type {Dialect} from './dialect.ts'
import {transportWs} from './transport-ws.ts'

type GraphqlDialect = Dialect<GraphqlQuestion, GraphqlResponse>

export type DialectName = 'appsync' | 'graphql-transport-ws'

const named: Readonly<Record<DialectName, GraphqlDialect>> = {appsync, 'graphql-transport-ws': transportWs}

/**
 * How this server may speak, the likeliest first: AppSync's hosts and modes are AppSync's, everybody else follows the
 * ecosystem. A name leaves no choice.
 */
export function dialectsFor({url, auth}: Target, name: DialectName | undefined): GraphqlDialect[] {
  if (name !== undefined) return [named[name]]
  const own = /\.appsync-api\..*\.amazonaws\.com/.test(url) || !['oidc', 'none'].includes(auth)
  return own ? [appsync, transportWs] : [transportWs, appsync]
}
