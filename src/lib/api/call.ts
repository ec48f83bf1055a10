import {Failure, type FailureCode} from '../failure.ts'
import {type CredentialSource, credentialFor, type Proving} from './credential.ts'
import {type Explanation, explainFields, explainRequest, refusalsIn} from './explain.ts'
import {askGraphql, type GraphqlAnswer, type GraphqlRequest} from './graphql.ts'
import {HttpRefusal} from './http-refusal.ts'
import type {Target} from './target.ts'

/** A response, and what is wrong with it where something is. */
export interface Outcome {
  readonly answer: GraphqlAnswer
  /** Set when the response carries errors. */
  readonly code?: FailureCode
  /** Set when errors are refusals. */
  readonly explanation?: Explanation
}

/**
 * Calls a GraphQL API as somebody, and judges what came back.
 * @throws Failure `denied`, saying why, where nobody was let in; whatever `credentialFor` and `askGraphql` throw
 */
export async function callGraphql(
  world: Proving,
  target: Target,
  request: GraphqlRequest,
  source: CredentialSource,
): Promise<Outcome> {
  const credential = await credentialFor(world, target, source)
  const attempt = () => ({target, identity: source.identity, token: credential.token, now: world.clock.now()})
  try {
    const answer = await askGraphql(world, request, credential)
    const refused = refusalsIn(answer.response)
    if (refused.length > 0) {
      const explanation = await explainFields(world, refused, answer, attempt())
      return {answer, code: 'denied', explanation}
    }
    const code = codeOf(answer)
    if (code && keptSilent(request, answer)) return {answer, code: 'denied', explanation: silence}
    return {answer, ...(code && {code})}
  } catch (error) {
    if (!(error instanceof HttpRefusal)) throw error
    const {why, ...rest} = await explainRequest(world, error, attempt())
    throw new Failure('denied', `${why}.`, {...rest, cause: error})
  }
}

/** Errors with data beside them are a part of the work left undone; errors alone are a request that was no use. */
function codeOf({response: {data, errors}}: GraphqlAnswer): FailureCode | undefined {
  if (errors === undefined || errors.length === 0) return undefined
  return data == null ? 'usage' : 'partly_done'
}

const switchedOff = {
  why: 'This API does not describe itself: introspection is switched off',
  hints: ['aws appsync get-introspection-schema --api-id ID --format SDL schema.graphql'],
}
const silence: Explanation = {
  ...switchedOff,
  causes: [{...switchedOff, evidence: 'the schema was asked for, and not given'}],
}

/** Whether the schema was asked for and, without any other use for the request, not given. */
function keptSilent({body}: GraphqlRequest, {response: {data, errors = []}}: GraphqlAnswer): boolean {
  const {query} = JSON.parse(body) as {query: string}
  const asked = /\{\s*__schema\b/.test(query)
  const given = ((data ?? {}) as Record<string, unknown>).__schema != null
  return asked && !given && errors.every(({errorType}) => errorType !== 'MalformedHttpRequestException')
}
