/** What a value of the API looks like, as the SDK's own schema has it. */
export type Shape =
  | {readonly kind: 'text' | 'number' | 'flag' | 'time' | 'any'}
  | {readonly kind: 'list'; readonly of: Shape}
  | {readonly kind: 'map'; readonly of: Shape}
  | Structure

export interface Structure {
  readonly kind: 'structure'
  readonly members: ReadonlyMap<string, Shape>
}

const any: Shape = {kind: 'any'}
const none: Structure = {kind: 'structure', members: new Map()}

/** What a request takes: every member its operation knows. */
export function inputShape(command: {readonly schema?: unknown}): Structure {
  return structureOf(shapeOf(schemaOf(command)[4]))
}

/** What its answer has, below `path`. */
export function outputShape(command: {readonly schema?: unknown}, ...path: readonly string[]): Structure {
  const shape = path.reduce((at, name) => structureOf(at).members.get(name) ?? none, shapeOf(schemaOf(command)[5]))
  return structureOf(shape)
}

/** The same without some members. */
export function without({kind, members}: Structure, ...names: readonly string[]): Structure {
  return {kind, members: new Map([...members].filter(([name]) => !names.includes(name)))}
}

function schemaOf({schema}: {readonly schema?: unknown}): readonly unknown[] {
  return Array.isArray(schema) ? schema : []
}

function structureOf(shape: Shape): Structure {
  return shape.kind === 'structure' ? shape : none
}

/**
 * A schema of the SDK: a number for what is simple (64 and 128 are added for lists and maps of it), an array led by its
 * kind for what is not, a function where it is declared later, and a pair with traits where it has some.
 */
function shapeOf(schema: unknown): Shape {
  if (typeof schema === 'function') return shapeOf(schema())
  if (typeof schema === 'number') return simple(schema)
  if (!Array.isArray(schema)) return any
  const [kind, , , , ...rest] = schema
  if (schema.length === 2) return shapeOf(kind)
  if (kind === 0) return shapeOf(rest[0])
  if (kind === 1) return {kind: 'list', of: shapeOf(rest[0])}
  if (kind === 2) return {kind: 'map', of: shapeOf(rest[1])}
  if (kind !== 3) return any
  const [names, types] = rest as [readonly string[], readonly unknown[]]
  return {kind: 'structure', members: new Map(names.map((name, at) => [name, shapeOf(types[at])]))}
}

function simple(code: number): Shape {
  if (code >= 128) return {kind: 'map', of: simple(code - 128)}
  if (code >= 64) return {kind: 'list', of: simple(code - 64)}
  const kinds: Readonly<Record<number, Shape>> = {
    0: {kind: 'text'},
    1: {kind: 'number'},
    2: {kind: 'flag'},
    4: {kind: 'time'},
  }
  return kinds[code] ?? any
}
