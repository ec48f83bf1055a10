import {
  type DocumentNode,
  type FieldNode,
  FieldsOnCorrectTypeRule,
  type GraphQLError,
  KnownArgumentNamesRule,
  KnownDirectivesRule,
  KnownFragmentNamesRule,
  KnownTypeNamesRule,
  NoFragmentCyclesRule,
  NoUndefinedVariablesRule,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  OverlappingFieldsCanBeMergedRule,
  ProvidedRequiredArgumentsRule,
  ScalarLeafsRule,
  specifiedRules,
  type ValidationRule,
  ValuesOfCorrectTypeRule,
  VariablesAreInputTypesRule,
  VariablesInAllowedPositionRule,
  validate,
} from 'graphql'
import type {GraphqlApi} from './api.ts'

/** graphql-java's names for what can be wrong with a document; AppSync puts them before the sentence. */
const named: readonly [ValidationRule, string][] = [
  [FieldsOnCorrectTypeRule, 'FieldUndefined'],
  [KnownTypeNamesRule, 'UnknownType'],
  [KnownArgumentNamesRule, 'UnknownArgument'],
  [ProvidedRequiredArgumentsRule, 'MissingFieldArgument'],
  [ValuesOfCorrectTypeRule, 'WrongType'],
  [ScalarLeafsRule, 'SubSelectionRequired'],
  [KnownFragmentNamesRule, 'UndefinedFragment'],
  [NoFragmentCyclesRule, 'FragmentCycle'],
  [NoUnusedFragmentsRule, 'UnusedFragment'],
  [KnownDirectivesRule, 'UnknownDirective'],
  [NoUndefinedVariablesRule, 'UndefinedVariable'],
  [NoUnusedVariablesRule, 'UnusedVariable'],
  [VariablesAreInputTypesRule, 'NonInputTypeOnVariable'],
  [VariablesInAllowedPositionRule, 'VariableTypeMismatch'],
  [OverlappingFieldsCanBeMergedRule, 'FieldsConflict'],
]

const rest = specifiedRules.filter(rule => !named.some(([known]) => known === rule))

/** A location as AppSync writes it. */
export interface Location {
  readonly line: number
  readonly column: number
  readonly sourceName: null
}

/** What is wrong with the document, worded as AppSync does: `Validation error of type FieldUndefined: …`. */
export function validationErrors({schema}: GraphqlApi, document: DocumentNode): object[] {
  const all = [...named, ...rest.map(rule => [rule, 'InvalidSyntax'] as const)]
  return all.flatMap(([rule, type]) =>
    validate(schema, document, [rule]).map(error => ({
      path: null,
      locations: locationsOf(error),
      message: `Validation error of type ${type}: ${wording(type, error)}`,
    })),
  )
}

/** Where in the document, or null where nowhere. */
export function locationsOf({locations}: GraphQLError): Location[] | null {
  return locations?.map(({line, column}) => ({line, column, sourceName: null})) ?? null
}

function wording(type: string, error: GraphQLError): string {
  const name = (error.nodes?.[0] as FieldNode | undefined)?.name?.value
  const parent = /on type "([^"]+)"/.exec(error.message)?.[1]
  return type === 'FieldUndefined' && name && parent
    ? `Field '${name}' in type '${parent}' is undefined @ '${name}'`
    : error.message
}
