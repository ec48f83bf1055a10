import type {AttributeType} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../stack.ts'
import type {User} from '../state.ts'

const kept = 100

/** "Sends" a code: it is said in the stack's log and lies in its mailbox, as there is no mail and no SMS here. */
export function deliver(
  {state, clock, log}: Pick<Stack, 'state' | 'clock' | 'log'>,
  {username}: User,
  {purpose, code, to: {Name, Value: to = ''}}: {purpose: string; code: string; to: AttributeType},
): void {
  const medium = Name === 'phone_number' ? 'SMS' : 'EMAIL'
  state.mailbox.push({at: new Date(clock.now()).toISOString(), username, medium, to, purpose, code})
  if (state.mailbox.length > kept) state.mailbox.shift()
  log(`Code for ${username} (${purpose}, to ${to}): ${code}`)
}
