import {randomInt} from 'node:crypto'
import type {AttributeType, CodeDeliveryDetailsType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool, User} from '../state.ts'
import {deliver} from './mailbox.ts'
import {attributeOf} from './usernames.ts'

/** What a code is for; the verification of an attribute is named after it. */
export type Purpose = 'confirm' | 'reset' | `verify ${string}`

const hours: Readonly<Record<string, number>> = {confirm: 24, reset: 1}

/**
 * "Sends" a code. A new code replaces the last one of its purpose.
 * `value` is an address that counts once the code comes back.
 */
export function sendCode(
  stack: Pick<Stack, 'state' | 'clock' | 'log'>,
  user: User,
  purpose: Purpose,
  to: AttributeType,
  value?: string,
): CodeDeliveryDetailsType {
  const code = newCode()
  const expiresAt = stack.clock.now() + (hours[purpose] ?? 24) * 3_600_000
  user.codes.set(purpose, {code, expiresAt, wrong: 0, ...(value !== undefined && {value})})
  deliver(stack, user, {purpose, code, to})
  return deliveryTo(to)
}

/** Six digits. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

/** How a code's delivery is told: the address masked, `a***@e***`. */
export function deliveryTo({Name, Value = ''}: AttributeType): CodeDeliveryDetailsType {
  if (Name === 'phone_number')
    return {
      Destination: `+${'*'.repeat(Math.max(Value.length - 5, 0))}${Value.slice(-4)}`,
      DeliveryMedium: 'SMS',
      AttributeName: Name,
    }
  const [local = '', host = ''] = Value.split('@')
  return {Destination: `${local.charAt(0)}***@${host.charAt(0)}***`, DeliveryMedium: 'EMAIL', AttributeName: 'email'}
}

/**
 * Uses a code up.
 * @returns the address that waited for it, if one did.
 * @throws Problem `ExpiredCodeException`, `CodeMismatchException`, `TooManyFailedAttemptsException` after five wrong ones
 */
export function redeemCode(
  {clock}: Pick<Stack, 'clock'>,
  user: User,
  purpose: Purpose,
  code: string,
): string | undefined {
  const kept = user.codes.get(purpose)
  if (!kept || kept.expiresAt <= clock.now())
    throw new Problem('ExpiredCodeException', 'Invalid code provided, please request a code again.')
  if (kept.wrong >= 5)
    throw new Problem('TooManyFailedAttemptsException', 'Too many failed attempts, please request a code again.')
  if (kept.code !== code) {
    kept.wrong += 1
    throw new Problem('CodeMismatchException', 'Invalid verification code provided, please try again.')
  }
  user.codes.delete(purpose)
  return kept.value
}

/** Where a confirmation code goes: to the first address that the pool verifies by itself, e-mail before phone. */
export function confirmable({settings}: Pool, user: User): AttributeType | undefined {
  return reachable(user, (settings.AutoVerifiedAttributes ?? []).toSorted())
}

/** Sends a code by which a new password can be set, to a verified address. @throws Problem where there is none. */
export function sendResetCode(stack: Stack, pool: Pool, user: User): CodeDeliveryDetailsType {
  const to = recoverable(pool, user)
  if (!to)
    throw new Problem(
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    )
  return sendCode(stack, user, 'reset', to)
}

function recoverable({settings}: Pool, user: User): AttributeType | undefined {
  const mechanisms = settings.AccountRecoverySetting?.RecoveryMechanisms?.toSorted(
    (a, b) => (a.Priority ?? 0) - (b.Priority ?? 0),
  ).map(({Name = ''}) => Name.replace('verified_', ''))
  const names = (mechanisms ?? ['phone_number', 'email']).filter(
    name => attributeOf(user, `${name}_verified`) === 'true',
  )
  return reachable(user, names)
}

/** A name that belongs to nobody is answered as if a code were on its way, where the client hides who exists. */
export function pretended(client: Client, name: string): CodeDeliveryDetailsType {
  if (client.settings.PreventUserExistenceErrors !== 'ENABLED')
    throw new Problem('UserNotFoundException', 'User does not exist.')
  return deliveryTo({Name: 'email', Value: name.includes('@') ? name : `${name}@example.com`})
}

function reachable(user: User, names: readonly string[]): AttributeType | undefined {
  for (const Name of names) {
    const Value = attributeOf(user, Name)
    if (Value) return {Name, Value}
  }
  return undefined
}

/** What confirming with somebody else's, or nobody's, name is told. */
export function unknownAtConfirmation(client: Client): Problem {
  return client.settings.PreventUserExistenceErrors === 'ENABLED'
    ? new Problem('ExpiredCodeException', 'Invalid code provided, please request a code again.')
    : new Problem('UserNotFoundException', 'User does not exist.')
}
