import {callGraphql} from '../api/call.ts'
import type {Proving} from '../api/credential.ts'
import {refusalsIn} from '../api/explain.ts'
import {type GraphqlResponse, requestTo} from '../api/graphql.ts'
import {callRest, restRequest} from '../api/rest.ts'
import type {Target} from '../api/target.ts'
import {Failure, failedWith} from '../failure.ts'
import type {Operation, Verdict} from './document.ts'

/** What was seen, and why where it is not plain. */
export interface Observation {
  readonly observed: Verdict
  readonly reason?: string
}

/** Asks once, as somebody, and tells whether they were let in. Whatever else goes wrong is an observation too. */
export async function observe(
  world: Proving,
  target: Target,
  {query, variables, rest}: Operation,
  identity: string,
): Promise<Observation> {
  try {
    if (rest !== undefined) return await observeRest(world, target, rest, identity)
    const request = requestTo(target, {query: query ?? '', variables: variables && {...variables}})
    const {answer} = await callGraphql(world, target, request, {identity})
    return judged(answer.response, await looksInside(query ?? ''))
  } catch (error) {
    if (failedWith(error, 'denied')) return {observed: 'deny', reason: error.message}
    if (error instanceof Failure && error.code !== 'cancelled') return {observed: 'error', reason: error.message}
    throw error
  }
}

async function observeRest(world: Proving, target: Target, rest: string, identity: string): Promise<Observation> {
  const [method = 'GET'] = rest.split(' ')
  const {answer, code} = await callRest(world, target, restRequest(target, {method, fields: [], headers: {}}), {
    identity,
  })
  const reason = `HTTP ${answer.status}`
  if (code === 'not_signed_in' || code === 'denied') return {observed: 'deny', reason}
  if (code === 'unreachable' || code === 'timed_out' || code === 'throttled') return {observed: 'error', reason}
  // Not found, not allowed, not understood: whoever hears that has been let in.
  return {observed: 'allow', ...(code && {reason})}
}

/**
 * A refusal anywhere is a refusal: the operation asks for one thing. Without one, and with nothing that could have been
 * guarded in the answer, it is not known.
 */
function judged(response: GraphqlResponse, inside: boolean): Observation {
  const {data, errors = []} = response
  const [refused] = refusalsIn(response)
  if (refused) return {observed: 'deny', ...(refused.message !== undefined && {reason: refused.message})}
  const [first] = errors
  if (first && data == null) return {observed: 'error', reason: first.message ?? 'an error without words'}
  if (first) return {observed: 'allow', ...(first.message !== undefined && {reason: first.message})}
  const [root] = Object.values((data ?? {}) as Record<string, unknown>)
  if (inside && isNothing(root))
    return {observed: 'unknown', reason: 'nothing came back to be guarded; variables that lead to something would tell'}
  return {observed: 'allow'}
}

/** Whether the query asks for fields of what its root field returns, which are guarded only where something is returned. */
async function looksInside(query: string): Promise<boolean> {
  const {Kind, parse} = await import('graphql')
  const [operation] = parse(query).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return false
  const [root] = operation.selectionSet.selections
  const inner = root?.kind === Kind.FIELD ? (root.selectionSet?.selections ?? []) : []
  return inner.some(one => one.kind !== Kind.FIELD || one.name.value !== '__typename')
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.every(isNothing))
}
