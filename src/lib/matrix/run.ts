import type {Proving} from '../api/credential.ts'
import {graphqlTarget, restTarget, type Target} from '../api/target.ts'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {defaultIdentity} from '../session/names.ts'
import type {Expectation, Identity, MatrixDocument, Operation, Verdict} from './document.ts'
import {observe} from './observe.ts'
import {paced} from './paced.ts'

/** One question, as one identity. */
export interface Cell {
  readonly operation: string
  readonly identity: string
  readonly expected: Expectation
  readonly observed: Verdict
  readonly reason?: string
}

/** What a run found. */
export interface MatrixRun {
  readonly at: string
  readonly identities: readonly string[]
  readonly cells: readonly Cell[]
  /** Cells that are not as expected. */
  readonly differences: number
  /** Cells without an answer. */
  readonly errors: number
  /** Mutations that were not sent, since nobody named them. */
  readonly unsent: readonly string[]
}

export interface Pace {
  /** Questions a second. */
  readonly rate: number
  readonly concurrency: number
}

/**
 * Asks every question of the matrix as every identity that has an expectation. Mutations that are not named are never
 * sent.
 * @throws Failure `config_invalid` for a query that cannot be read; `usage` where no API fits; `cancelled`
 */
export async function runMatrix(
  world: Proving,
  profile: Profile | undefined,
  matrix: MatrixDocument,
  pace: Pace & {readonly url?: string | undefined; readonly api?: string | undefined},
): Promise<MatrixRun> {
  const unsent = new Set<string>()
  const questions: {operation: string; asked: Operation; identity: string; who: Identity; expected: Expectation}[] = []
  for (const [operation, asked] of Object.entries(matrix.operations)) {
    const forbidden = await unnamedMutations(operation, asked, matrix.mutations ?? [])
    for (const name of forbidden) unsent.add(name)
    if (forbidden.length > 0) continue
    for (const [identity, expected] of Object.entries(asked.expect))
      questions.push({operation, asked, identity, who: matrix.identities[identity] as Identity, expected})
  }
  const cells = await paced(
    world,
    pace,
    questions,
    async ({operation, asked, identity, who, expected}): Promise<Cell> => {
      const target = targetFor(profile, asked, who, {...pace, api: pace.api ?? matrix.api})
      return {operation, identity, expected, ...(await observe(world, target, asked, who.as ?? defaultIdentity))}
    },
  )
  return {
    at: new Date(world.clock.now()).toISOString(),
    identities: Object.keys(matrix.identities),
    cells,
    differences: cells.filter(differs).length,
    errors: cells.filter(({observed}) => observed === 'error').length,
    unsent: [...unsent],
  }
}

/** Whether something else was seen than was expected; what could not be seen is no difference. */
export function differs({expected, observed}: Cell): boolean {
  return (observed === 'allow' || observed === 'deny') && observed !== expected
}

function targetFor(
  profile: Profile | undefined,
  {rest}: Operation,
  {auth, token}: Identity,
  {url, api}: {readonly url?: string | undefined; readonly api?: string | undefined},
): Target {
  if (rest === undefined) return graphqlTarget(profile, {url, api, auth, token})
  const isRest = api !== undefined && profile?.apis?.[api]?.kind === 'rest'
  return restTarget(profile, rest.split(' ')[1] ?? '/', {auth, token, ...(isRest && {api})})
}

async function unnamedMutations(at: string, {query}: Operation, named: readonly string[]): Promise<string[]> {
  if (query === undefined) return []
  const {Kind, parse} = await import('graphql')
  try {
    return parse(query).definitions.flatMap(one => {
      if (one.kind !== Kind.OPERATION_DEFINITION || one.operation !== 'mutation') return []
      return one.selectionSet.selections.flatMap(field => {
        // What hides in a fragment cannot be told by its name.
        const name = field.kind === Kind.FIELD ? field.name.value : 'a fragment'
        return named.includes(name) ? [] : [name]
      })
    })
  } catch (cause) {
    throw new Failure('config_invalid', `The query of ${at} cannot be read: ${(cause as Error).message}`, {cause})
  }
}
