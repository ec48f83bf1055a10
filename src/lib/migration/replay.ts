import {callGraphql} from '../api/call.ts'
import type {CredentialSource, Proving} from '../api/credential.ts'
import {requestTo} from '../api/graphql.ts'
import type {Target} from '../api/target.ts'
import {Failure} from '../failure.ts'
import type {SavedOperation} from './saved-operations.ts'

export type Verdict = 'allowed' | 'denied' | 'error' | 'not-sent'

/** What became of an operation under the key, and under the user pool. */
export interface Replayed {
  readonly file: string
  readonly name?: string
  readonly kind: SavedOperation['kind']
  readonly underKey: Verdict
  readonly underUserPool: Verdict
  /** Whether clients that send it would stop working. */
  readonly breaks: boolean
  readonly reason?: string
}

/** Sends an operation both ways; mutations only where they are named, since both ways do what they say. */
export async function replay(
  world: Proving,
  target: Target,
  operation: SavedOperation,
  {source, mutations}: {readonly source: CredentialSource; readonly mutations: readonly string[]},
): Promise<Replayed> {
  const {file, name, kind} = operation
  const what = {file, ...(name !== undefined && {name}), kind}
  const sent = kind === 'query' || (kind === 'mutation' && name !== undefined && mutations.includes(name))
  if (!sent) return {...what, underKey: 'not-sent', underUserPool: 'not-sent', breaks: false}
  const key = await asked(world, {...target, auth: 'apiKey'}, operation, source)
  const pool = await asked(world, {...target, auth: 'userPool'}, operation, {identity: source.identity})
  const reason = pool.reason ?? key.reason
  return {
    ...what,
    underKey: key.verdict,
    underUserPool: pool.verdict,
    breaks: key.verdict === 'allowed' && pool.verdict !== 'allowed',
    ...(reason !== undefined && {reason}),
  }
}

async function asked(
  world: Proving,
  target: Target,
  {document, name, variables}: SavedOperation,
  source: CredentialSource,
): Promise<{readonly verdict: Verdict; readonly reason?: string | undefined}> {
  try {
    const request = requestTo(target, {query: document, variables, operationName: name})
    const {answer, code, explanation} = await callGraphql(world, target, request, source)
    if (explanation) return {verdict: 'denied', reason: explanation.why}
    return code ? {verdict: 'error', reason: answer.response.errors?.[0]?.message} : {verdict: 'allowed'}
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'denied') throw error
    return {verdict: 'denied', reason: error.message}
  }
}
