import {Failure} from '../failure.ts'
import type {GraphqlQuestion, GraphqlResponse} from './graphql.ts'

/** Where the next page begins, and the variable that says so. */
export interface Cursor {
  readonly variable: string
  readonly value: string
}

/** How an operation asks for pages. */
export interface Paging {
  readonly variable: string
  /** AppSync's `nextToken`, or the cursors of Relay's connections. */
  readonly style: 'nextToken' | 'relay'
}

const variables: readonly Paging[] = [
  {variable: 'nextToken', style: 'nextToken'},
  {variable: 'after', style: 'relay'},
  {variable: 'endCursor', style: 'relay'},
]

/**
 * How this operation goes from page to page: by the variable that it declares.
 * @throws Failure `usage` where it declares none, or selects nothing to go on by
 */
export async function pagingOf({query, operationName}: GraphqlQuestion): Promise<Paging> {
  const {Kind, parse, visit} = await import('graphql')
  const document = parsed(query, parse)
  const operations = document.definitions.flatMap(one => (one.kind === Kind.OPERATION_DEFINITION ? [one] : []))
  const operation = operations.find(({name}) => operationName === undefined || name?.value === operationName)
  const declared = (operation?.variableDefinitions ?? []).map(({variable}) => variable.name.value)
  const paging = variables.find(({variable}) => declared.includes(variable))
  if (!paging)
    throw new Failure('usage', 'To go on to the next page the operation declares a variable for where it begins.', {
      hints: [
        "AppSync: 'query($nextToken: String) { notes(nextToken: $nextToken) { items { id } nextToken } }'",
        "Relay: 'query($after: String) { notes(after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }'",
      ],
    })
  const selected = new Set<string>()
  visit(document, {Field: ({name}) => void selected.add(name.value)})
  const wanted = paging.style === 'nextToken' ? ['nextToken'] : ['hasNextPage', 'endCursor']
  const missing = wanted.filter(name => !selected.has(name))
  if (missing.length === 0) return paging
  throw new Failure(
    'usage',
    `The operation takes $${paging.variable}, and does not ask for ${missing.join(' and ')}.`,
    {
      hints: [paging.style === 'nextToken' ? 'select nextToken' : 'select pageInfo { hasNextPage endCursor }'],
    },
  )
}

/**
 * Where the page after this one begins; undefined after the last.
 * @throws Failure `usage` where several lists in the answer go on, and one variable cannot follow them all
 */
export function nextCursor({variable, style}: Paging, {data}: GraphqlResponse): Cursor | undefined {
  const found = new Set(style === 'nextToken' ? tokensIn(data) : cursorsIn(data))
  if (found.size > 1)
    throw new Failure('usage', `Several lists of the answer go on, and $${variable} can follow only one.`, {
      hints: ['ask for one list at a time'],
    })
  const [value] = found
  return value === undefined ? undefined : {variable, value}
}

function parsed<Document>(query: string, parse: (query: string) => Document): Document {
  try {
    return parse(query)
  } catch (cause) {
    throw new Failure('usage', `The query cannot be read: ${(cause as Error).message}`, {cause})
  }
}

/** Objects of the answer, the answer itself first. */
function* objectsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Record<string, unknown>
  for (const inner of Object.values(value)) yield* objectsIn(inner)
}

function tokensIn(data: unknown): string[] {
  return [...objectsIn(data)].flatMap(({nextToken}) =>
    typeof nextToken === 'string' && nextToken !== '' ? [nextToken] : [],
  )
}

/** Relay's PageInfo (GraphQL Cursor Connections Specification, section 5). */
function cursorsIn(data: unknown): string[] {
  return [...objectsIn(data)].flatMap(({hasNextPage, endCursor}) =>
    hasNextPage === true && typeof endCursor === 'string' ? [endCursor] : [],
  )
}
