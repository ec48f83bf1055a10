import type {
  CognitoIdentityProviderClient,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider'
import type {Profile} from '../profile/profile.ts'
import type {Journal} from '../world/world.ts'
import {accounted} from './accounted.ts'
import {type Command, operationOf} from './command.ts'
import {noted, type Rehearsal} from './rehearsal.ts'
import {translated} from './translate.ts'

/** The way to the Cognito API, with no pool in particular. */
export interface Service {
  readonly client: CognitoIdentityProviderClient
  /** The profile it was opened with, for the words of failures and hints. */
  readonly profile: Profile
  readonly cancelled: AbortSignal
  /** There where account is kept of writes. */
  readonly journal?: Journal
  /** There in a dry run: writes are noted here and not sent. */
  readonly rehearsal?: Rehearsal
}

/** One user pool, and the way to it. */
export interface Directory extends Service {
  readonly poolId: string
}

/** Sends a request that changes nothing. @throws Failure, in our words, for whatever AWS answers. */
export async function read<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  directory: Service,
  command: Command<I, O>,
): Promise<O> {
  try {
    return await directory.client.send(command, {abortSignal: directory.cancelled})
  } catch (error) {
    throw translated(error, {...operationOf(command), directory})
  }
}

/**
 * Sends a request that changes something, and answers undefined in a rehearsal, where it is only noted.
 * @throws Failure, in our words, for whatever AWS answers.
 */
export async function write<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  directory: Service,
  command: Command<I, O>,
): Promise<O | undefined> {
  if (!directory.rehearsal) return accounted(directory, operationOf(command), () => read(directory, command))
  directory.rehearsal.calls.push(noted(operationOf(command)))
  return undefined
}
