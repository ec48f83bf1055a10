/** What a place in the file may hold. From it come the reading of files, with their line numbers, and the JSON Schema. */
export type Form = (
  | {readonly kind: 'text'; readonly pattern?: RegExp}
  /** A text that may be written without quotes, as numbers and true and false are. */
  | {readonly kind: 'word'}
  | {readonly kind: 'number'}
  | {readonly kind: 'flag'}
  | {readonly kind: 'any'}
  | {readonly kind: 'only'; readonly values: readonly (string | number | boolean)[]}
  | {readonly kind: 'list'; readonly of: Form}
  | {readonly kind: 'map'; readonly of: Form; readonly named?: RegExp}
  | RecordForm
) & {readonly means?: string}

export interface RecordForm {
  readonly kind: 'record'
  readonly members: Readonly<Record<string, Form>>
  readonly required?: readonly string[]
  /** Just one of the members stands there. */
  readonly oneOf?: true
  /** Other members, where they are named so. */
  readonly others?: {readonly named: RegExp; readonly of: Form}
  readonly means?: string
}
