import type {World} from '../world/world.ts'
import {fieldsOf, variablesOf} from './fields.ts'
import {type ReadPlace, textAt} from './given-place.ts'
import {givenQuery} from './given-texts.ts'
import type {GraphqlQuestion} from './graphql.ts'

/** A GraphQL question as it stands on a command line. */
export interface QuestionWords {
  readonly query: string | undefined
  readonly field?: readonly string[] | undefined
  readonly 'json-field'?: readonly string[] | undefined
  /** A file with all variables, or `-`. */
  readonly variables?: string | undefined
  readonly operation?: string | undefined
  readonly 'credential-stdin'?: boolean | undefined
}

/** The query, its variables, and which of its operations. @throws Failure as `givenQuery` and `variablesOf` do */
export async function givenQuestion(
  world: Pick<World, 'terminal'>,
  read: ReadPlace,
  words: QuestionWords,
): Promise<GraphqlQuestion> {
  const {variables: file, 'credential-stdin': stdin = false} = words
  const query = await givenQuery(world, read, {query: words.query, inputTaken: stdin || file === '-'})
  const fields = await fieldsOf(read, {strings: words.field, json: words['json-field']})
  const variables = variablesOf(fields, file === undefined ? file : {name: file, text: await textAt(read, file)})
  return {query, variables, operationName: words.operation}
}
