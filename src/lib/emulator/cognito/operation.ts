import type {Stack} from '../stack.ts'

/**
 * A checked input: the members the API requires are there. The SDK types those as `X: T | undefined`, and the others as
 * optional, which is how they are told apart here.
 */
export type Checked<Input> = {
  [Name in keyof Input]: Record<string, never> extends Pick<Input, Name> ? Input[Name] : NonNullable<Input[Name]>
}

/** The names of the members an input cannot do without. */
export type RequiredNames<Input> = {
  [Name in keyof Input]-?: Record<string, never> extends Pick<Input, Name> ? never : Name
}[keyof Input]

/** What is known of who calls, beyond the input. */
export interface Caller {
  /** From the signature's scope, `us-east-1` where nothing is signed. */
  readonly region: string
}

/** One operation of the API: looks up, refuses with a `Problem`, or replies. */
export type Operation<Input, Output> = (stack: Stack, input: Checked<Input>, caller: Caller) => Output | Promise<Output>

/** `iam` operations are signed by an administrator's credentials; `public` ones carry a client id or an access token. */
export type Access = 'iam' | 'public'

export interface Row {
  readonly access: Access
  readonly required: readonly string[]
  readonly run: (stack: Stack, input: object, caller: Caller) => unknown
}

export function iam<Input extends object, Output>(
  run: Operation<Input, Output>,
  ...required: RequiredNames<Input>[]
): Row {
  return row('iam', run, required)
}

export function open<Input extends object, Output>(
  run: Operation<Input, Output>,
  ...required: RequiredNames<Input>[]
): Row {
  return row('public', run, required)
}

/** The dispatcher checks an input by `required` and the members' shapes before it hands it over: that is the cast. */
function row<Input extends object, Output>(
  access: Access,
  run: Operation<Input, Output>,
  required: RequiredNames<Input>[],
): Row {
  return {
    access,
    required: required.map(String),
    run: (stack, input, caller) => run(stack, input as Checked<Input>, caller),
  }
}
