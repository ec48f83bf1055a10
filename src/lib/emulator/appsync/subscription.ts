import {
  type FieldDefinitionNode,
  type FieldNode,
  getArgumentValues,
  getVariableValues,
  type StringValueNode,
} from 'graphql'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {GraphqlApi} from './api.ts'
import type {Caller} from './caller.ts'
import type {Happening} from './feed.ts'
import {admit} from './guard.ts'
import {type Answer, carryOut, chosenOperation, type Operation, parsed, unknownOperation} from './operation.ts'
import {validationErrors} from './validation.ts'

/** One standing subscription. */
export interface Subscription {
  /** What this subscriber is sent for a mutation; undefined when it is not concerned. */
  answer(happening: Happening): Promise<Answer> | undefined
}

/** A subscription that cannot start: the errors AppSync sends in its `error` message. */
export class Unstartable extends Error {
  readonly errors: readonly object[]

  constructor(errors: readonly object[]) {
    super('the subscription cannot start')
    this.errors = errors
  }
}

/**
 * Checks a subscription once, at its start: the document, the caller's right to the field, its arguments.
 * @throws Unstartable, or Problem for what is no GraphQL or not for this caller
 */
export function subscribe(api: GraphqlApi, stack: Stack, caller: Caller, operation: Operation): Subscription {
  const document = parsed(operation.query)
  const invalid = validationErrors(api, document)
  if (invalid.length > 0) throw new Unstartable(invalid)
  const chosen = chosenOperation(document, operation.operationName)
  if (!chosen) throw new Unstartable([unknownOperation(operation.operationName)])
  if (chosen.operation !== 'subscription')
    throw new Problem('UnsupportedOperation', `${chosen.operation} not supported through the realtime channel`)

  const root = api.schema.getSubscriptionType()
  const node = chosen.selectionSet.selections.find((selection): selection is FieldNode => selection.kind === 'Field')
  const field = node && root?.getFields()[node.name.value]
  if (!root || !node || !field) throw new Unstartable([{message: 'The subscription names no field of its own.'}])
  admit(root, field, api.modes, {stack, caller})

  const {coerced, errors} = getVariableValues(api.schema, chosen.variableDefinitions ?? [], operation.variables ?? {})
  if (errors) throw new Unstartable(errors.map(({message}) => ({message})))
  const wanted = getArgumentValues(field, node, coerced)
  const mutations = subscribedTo(field.astNode)
  return {
    answer: ({mutation, result}) =>
      mutations.includes(mutation) && fits(result, wanted)
        ? carryOut(api, {stack, caller}, document, operation, {[field.name]: result})
        : undefined,
  }
}

/** AppSync sends only what has the given values under the arguments' names. */
function fits(result: unknown, wanted: Readonly<Record<string, unknown>>): boolean {
  const values = (result ?? {}) as Record<string, unknown>
  return Object.entries(wanted).every(([name, value]) => (values[name] ?? null) === value)
}

function subscribedTo(node: FieldDefinitionNode | null | undefined): string[] {
  const directive = node?.directives?.find(({name}) => name.value === 'aws_subscribe')
  const value = directive?.arguments?.find(({name}) => name.value === 'mutations')?.value
  return value?.kind === 'ListValue' ? value.values.map(item => (item as StringValueNode).value) : []
}
