import type {AttributeType} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import type {Attributes} from './user.ts'

/** What the flags of `user create` and `user set` say about attributes. */
export interface AttributeFlags {
  /** `name=value` each. */
  readonly attribute?: readonly string[] | undefined
  readonly email?: string | undefined
  /** Whether email and phone number count as verified. */
  readonly verified?: boolean | undefined
}

/**
 * The attributes that flags ask for.
 * @throws Failure `usage` for what is not `name=value`, and for an attribute given twice with different values.
 */
export function attributesFrom({attribute = [], email, verified}: AttributeFlags): Attributes {
  const pairs = [...attribute.map(assignment), ...(email === undefined ? [] : [['email', email] as const])]
  const asked: Record<string, string> = {}
  for (const [name, value] of pairs) {
    if (asked[name] !== undefined && asked[name] !== value)
      throw new Failure('usage', `The attribute ${name} is given twice, with different values.`)
    asked[name] = value
  }
  if (verified !== undefined)
    for (const name of ['email', 'phone_number']) if (asked[name]) asked[`${name}_verified`] ??= String(verified)
  return asked
}

/** `name=value`, taken apart at the first `=`. @throws Failure `usage`. */
export function assignment(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=')
  if (at < 1)
    throw new Failure('usage', `“${text}” is not an attribute as name=value.`, {hints: ['--attribute name=Ada']})
  return [text.slice(0, at), text.slice(at + 1)]
}

/** As the API takes them. */
export function attributeList(attributes: Attributes): AttributeType[] {
  return Object.entries(attributes).map(([Name, Value]) => ({Name, Value}))
}
