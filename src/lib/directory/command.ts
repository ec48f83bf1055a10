import type {
  $Command,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider'

/** A request as the SDK has it: its input, and what it will be answered. */
export type Command<I extends ServiceInputTypes, O extends ServiceOutputTypes> = $Command<
  I,
  O,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>

/** What a request asks for, and with what. */
export function operationOf({input, schema}: {input: object; schema?: unknown}): {operation: string; input: object} {
  // The operation's schema carries its name in third place; class names do not survive every build.
  const name = Array.isArray(schema) ? schema[2] : undefined
  return {operation: typeof name === 'string' ? name : 'Cognito', input}
}
