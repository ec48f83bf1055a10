import type {FieldNode, GraphQLResolveInfo, SelectionSetNode} from 'graphql'

type Fragments = GraphQLResolveInfo['fragments']

/**
 * Of a resolved value, the fields that were asked for. AppSync hands subscribers what the mutation selected and nothing
 * more: a field its caller did not ask for arrives as null.
 */
export function selected(value: unknown, nodes: readonly FieldNode[], fragments: Fragments): unknown {
  if (Array.isArray(value)) return value.map(item => selected(item, nodes, fragments))
  const sets = nodes.flatMap(({selectionSet}) => (selectionSet ? [selectionSet] : []))
  if (sets.length === 0 || value === null || typeof value !== 'object') return value
  const wanted = Map.groupBy(
    sets.flatMap(set => fieldsOf(set, fragments)),
    ({name}) => name.value,
  )
  return Object.fromEntries(
    [...wanted].map(([name, fields]) => [name, selected((value as Record<string, unknown>)[name], fields, fragments)]),
  )
}

function fieldsOf({selections}: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap(selection => {
    if (selection.kind === 'Field') return [selection]
    const set =
      selection.kind === 'InlineFragment' ? selection.selectionSet : fragments[selection.name.value]?.selectionSet
    return set ? fieldsOf(set, fragments) : []
  })
}
