/** What a member of an input may look like: the constraints of the API's model that this stack enforces. */
export type Shape = Text | Count | Flag | List | Dictionary | Structure

export interface Text {
  readonly kind: 'text'
  readonly min?: number
  readonly max?: number
  /** Anchored at both ends when checked; worded as the API words it. */
  readonly pattern?: string
  readonly values?: readonly string[]
  /** Never echoed in a refusal. */
  readonly sensitive?: boolean
}

export interface Count {
  readonly kind: 'count'
  readonly min?: number
  readonly max?: number
}

export interface Flag {
  readonly kind: 'flag'
}

export interface List {
  readonly kind: 'list'
  readonly of: Shape
  readonly min?: number
  readonly max?: number
}

/** Strings by name. */
export interface Dictionary {
  readonly kind: 'dictionary'
  readonly sensitive?: boolean
}

export interface Structure {
  readonly kind: 'structure'
  readonly members: Readonly<Record<string, Shape>>
  readonly required: readonly string[]
}

export const flag: Flag = {kind: 'flag'}
export const dictionary: Dictionary = {kind: 'dictionary'}
export const secrets: Dictionary = {kind: 'dictionary', sensitive: true}

export function text(limits: Omit<Text, 'kind'> = {}): Text {
  return {kind: 'text', ...limits}
}

export function secret(limits: Omit<Text, 'kind' | 'sensitive'> = {}): Text {
  return {kind: 'text', sensitive: true, ...limits}
}

export function oneOf(...values: string[]): Text {
  return {kind: 'text', values}
}

export function count(min?: number, max?: number): Count {
  return {kind: 'count', ...(min !== undefined && {min}), ...(max !== undefined && {max})}
}

export function list(of: Shape, limits: {min?: number; max?: number} = {}): List {
  return {kind: 'list', of, ...limits}
}

export function structure(members: Record<string, Shape>, ...required: string[]): Structure {
  return {kind: 'structure', members, required}
}
