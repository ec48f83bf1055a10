import type {GraphQLError} from 'graphql'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import type {GraphqlQuestion} from './graphql.ts'
import {keptSchema} from './kept-schema.ts'
import {schemaOf} from './schema.ts'

const mostTold = 3

/**
 * Holds a query against the schema that is kept for this API, where one is.
 * @throws Failure `usage` for what the API would not understand, pointing at the place
 */
export async function assertValid(
  world: Pick<World, 'folders'>,
  url: string,
  {query}: Pick<GraphqlQuestion, 'query'>,
): Promise<void> {
  const kept = await keptSchema(world, url)
  if (!kept) return
  const mistakes = await mistakesIn(query, kept.sdl, url)
  if (mistakes.length === 0) return
  const told = mistakes.slice(0, mostTold).map(mistake => pointed(mistake, query))
  const more = mistakes.length > mostTold ? [`and ${mistakes.length - mostTold} more`] : []
  throw new Failure('usage', [...told, ...more].join('\n'), {
    hints: [`authctl graphql schema reads the schema again; the one kept is of ${kept.at}`, '--no-validate'],
  })
}

async function mistakesIn(query: string, sdl: string, url: string): Promise<readonly GraphQLError[]> {
  const {GraphQLError, parse, validate} = await import('graphql')
  // A schema that cannot be read any more says nothing about the query.
  const schema = await schemaOf(sdl, url).catch(() => undefined)
  if (!schema) return []
  try {
    return validate(schema, parse(query))
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    throw error
  }
}

/** The mistake, then its line with a caret below the place; of a long line as much as fits. */
function pointed({message, locations}: GraphQLError, query: string): string {
  const [place] = locations ?? []
  if (!place) return message
  const line = (query.split(/\r\n|\n|\r/)[place.line - 1] ?? '').replaceAll('\t', ' ')
  const from = Math.max(0, place.column - 1 - context)
  const shown = line.slice(from, from + 2 * context)
  return `${message}\n  line ${place.line}, column ${place.column}:\n  ${shown}\n  ${' '.repeat(place.column - 1 - from)}^`
}

/** Characters before the place that are shown with it. */
const context = 50
