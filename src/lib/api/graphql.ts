import type {World} from '../world/world.ts'
import type {Credential} from './credential.ts'
import {type AnswerBody, exchange} from './exchange.ts'
import type {Target} from './target.ts'

/** A GraphQL request before anything proves who sends it. */
export interface GraphqlRequest {
  readonly method: 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface GraphqlQuestion {
  readonly query: string
  readonly variables?: Record<string, unknown> | undefined
  readonly operationName?: string | undefined
}

/** A response of the GraphQL specification; AppSync writes `errorType` beside `message`, others use `extensions`. */
export interface GraphqlResponse {
  readonly data?: unknown
  readonly errors?: readonly GraphqlError[]
}

export interface GraphqlError {
  readonly message?: string
  readonly errorType?: string
  readonly path?: readonly (string | number)[] | null
  readonly extensions?: {readonly code?: string}
}

/** What came back: the response, and the HTTP answer it came in. */
export interface GraphqlAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly response: GraphqlResponse
  /** The body as it came. */
  readonly bytes: Buffer
}

/** GraphQL over HTTP: always a POST, variables beside the query, either of the specification's media types. */
export function requestTo(
  {url}: Pick<Target, 'url'>,
  {query, variables, operationName}: GraphqlQuestion,
  extra: Readonly<Record<string, string>> = {},
): GraphqlRequest {
  return {
    method: 'POST',
    url,
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...extra,
    },
    body: JSON.stringify({query, ...(variables && {variables}), ...(operationName !== undefined && {operationName})}),
  }
}

/**
 * Sends the request and reads the response. Asked again only when throttled, since a mutation must not happen twice.
 * @throws HttpRefusal for what the server or something before it turned away; Failure `unreachable`, `timed_out`,
 * `throttled`, `unsupported` or `not_found` for what is no GraphQL answer
 */
export async function askGraphql(
  world: Pick<World, 'fetch' | 'clock' | 'cancelled'>,
  request: GraphqlRequest,
  {prove, certificate}: Credential,
): Promise<GraphqlAnswer> {
  const {method, url, body} = request
  const answer: AnswerBody = await exchange(world, url, async nonce => ({
    method,
    headers: await prove(request, nonce),
    ...(certificate && {certificate}),
    body,
  }))
  const {status, headers, bytes} = answer
  return {status, headers, response: answer.document as GraphqlResponse, bytes}
}
