import type {Cause} from '../failure.ts'
import {knowing} from '../redaction/learning.ts'
import {keptPeople} from '../session/kept-people.ts'
import type {World} from '../world/world.ts'
import {claimsIn} from './claims.ts'
import type {GraphqlAnswer, GraphqlError, GraphqlResponse} from './graphql.ts'
import type {HttpRefusal} from './http-refusal.ts'
import type {Target} from './target.ts'
import {challengeIn} from './why/challenge.ts'
import {guardOf} from './why/guard.ts'
import type {Scene} from './why/scene.ts'
import {serviceOf} from './why/service.ts'
import {ranked} from './why/suspects.ts'
import {skewOf} from './why/time.ts'

/** Why a request was refused, as far as it can be told from here: what is likeliest, and everything that may be. */
export interface Explanation {
  readonly why: string
  /** What mends it, by all causes. */
  readonly hints: readonly string[]
  /** The likeliest first. */
  readonly causes: readonly Cause[]
}

/** Who called, and how. */
export interface Attempt {
  readonly target: Target
  readonly identity: string
  readonly token?: string | undefined
  /** Now, in milliseconds since the epoch. */
  readonly now: number
}

const refusedTypes = new Set(['Unauthorized', 'UnauthorizedException', 'AccessDeniedException'])
/** As Apollo, Hasura and others word it. */
const refusedCodes = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'UNAUTHORIZED', 'access-denied', 'invalid-jwt'])

/** The errors of a response that are refusals rather than mistakes. */
export function refusalsIn({errors = []}: GraphqlResponse): GraphqlError[] {
  return errors.filter(
    ({errorType, extensions}) => refusedTypes.has(errorType ?? '') || refusedCodes.has(extensions?.code ?? ''),
  )
}

/** Why fields were refused to somebody who was let in. */
export async function explainFields(
  world: Pick<World, 'folders'>,
  refused: readonly GraphqlError[],
  {status, headers}: Pick<GraphqlAnswer, 'status' | 'headers'>,
  attempt: Attempt,
): Promise<Explanation> {
  const [first] = refused
  const paths = refused.map(({path}) => (path ?? []).filter(step => typeof step === 'string').join('.'))
  return explained(world, attempt, {
    status,
    headers: new Headers(headers),
    said: first?.message ?? '',
    type: first?.errorType ?? first?.extensions?.code ?? '',
    fields: [...new Set(paths)],
    guard: await guardOf(world, attempt.target.url, refused),
  })
}

/** Why nobody was let in at all. */
export async function explainRequest(
  world: Pick<World, 'folders'>,
  refusal: HttpRefusal,
  attempt: Attempt,
): Promise<Explanation> {
  const {message, type} = refusal.reason
  const said = message ?? `HTTP ${refusal.status}`
  return explained(world, attempt, {status: refusal.status, headers: refusal.headers, said, type: type ?? ''})
}

async function explained(
  world: Pick<World, 'folders'>,
  attempt: Attempt,
  seen: Pick<Scene, 'status' | 'headers' | 'said' | 'type' | 'fields' | 'guard'>,
): Promise<Explanation> {
  const {target, token, now} = attempt
  // A server may repeat the token it refuses, in its body and in its headers.
  const {clean} = knowing(token)
  const headers = new Headers([...seen.headers].map(([name, value]): [string, string] => [name, clean(value)]))
  const said = clean(seen.said).replace(/\.$/, '')
  const causes = ranked({
    ...attempt,
    ...seen,
    headers,
    said,
    type: clean(seen.type),
    claims: token === undefined ? undefined : claimsIn(token),
    skewMs: skewOf(headers, now),
    challenge: challengeIn(headers),
    service: serviceOf(target, headers),
    people: target.profile ? await keptPeople(world, target.profile) : [],
  }).map(({why, evidence, hints}) => ({why, evidence, hints}))
  const hints = [...new Set(causes.flatMap(cause => cause.hints))]
  return {why: causes[0]?.why ?? said, hints, causes}
}
