import {type DocumentNode, execute, GraphQLError, getOperationAST, type OperationDefinitionNode, parse} from 'graphql'
import {Problem} from '../problem.ts'
import type {GraphqlApi} from './api.ts'
import type {Context} from './guard.ts'
import {locationsOf, validationErrors} from './validation.ts'

/** A request as GraphQL over HTTP has it. */
export interface Operation {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | null
  readonly operationName?: string | null
}

/** AppSync's answer: unlike the specification's, `data` is there, as null, even where nothing was executed. */
export interface Answer {
  readonly data: unknown
  readonly errors?: readonly object[]
}

/** AppSync's quota for a query document. */
const mostTokens = 15_000

/** @throws Problem `MalformedHttpRequestException` (400) for what is no GraphQL document. */
export function parsed(query: string): DocumentNode {
  try {
    return parse(query, {maxTokens: mostTokens})
  } catch {
    throw new Problem('MalformedHttpRequestException', 'Unable to parse GraphQL query.', 400)
  }
}

/** Validates and runs a query or mutation for this caller. @throws Problem as `parsed` does. */
export async function run(api: GraphqlApi, context: Context, operation: Operation): Promise<Answer> {
  const document = parsed(operation.query)
  const invalid = validationErrors(api, document)
  if (invalid.length > 0) return {data: null, errors: invalid}
  const chosen = chosenOperation(document, operation.operationName)
  if (!chosen) return {data: null, errors: [unknownOperation(operation.operationName)]}
  if (chosen.operation === 'subscription')
    throw new Problem('UnsupportedOperation', 'subscription not supported through the HTTP endpoint', 400)
  return carryOut(api, context, document, operation)
}

/** Runs a valid document; `root` is what a subscription's event brought. */
export async function carryOut(
  {schema}: GraphqlApi,
  contextValue: Context,
  document: DocumentNode,
  {variables, operationName}: Operation,
  rootValue?: unknown,
): Promise<Answer> {
  const {data, errors} = await execute({
    schema,
    document,
    contextValue,
    rootValue,
    variableValues: variables ?? {},
    operationName: operationName || null,
  })
  return {data: data ?? null, ...(errors && {errors: errors.map(error => appSyncError(error, contextValue))})}
}

/** The operation that is asked for; undefined when the name is unknown, or missing among several. */
export function chosenOperation(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | undefined {
  return getOperationAST(document, name || null) ?? undefined
}

/** In graphql-java's words. */
export function unknownOperation(name: string | null | undefined): object {
  const message = name
    ? `Unknown operation named '${name}'.`
    : 'Must provide operation name if query contains multiple operations.'
  return {path: null, locations: null, message}
}

/** An execution error with AppSync's own members at its top level, where others would use `extensions`. */
function appSyncError(error: GraphQLError, {stack}: Context): object {
  const {path, message, originalError} = error
  const locations = locationsOf(error)
  if (path === undefined) return {path: null, locations, message}
  if (originalError instanceof Problem)
    return {path, data: null, errorType: originalError.code, errorInfo: null, locations, message}
  if (originalError === undefined || originalError instanceof GraphQLError) return {path, locations, message}
  stack.log(`graphql: ${path.join('.')} failed: ${originalError.stack}`)
  return {path, data: null, errorType: 'InternalFailure', errorInfo: null, locations, message: 'An error occurred.'}
}
