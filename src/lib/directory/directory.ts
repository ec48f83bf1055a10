import type {
  $Command,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider'
import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import type {World} from '../world/world.ts'
import {cognitoClient} from './client.ts'
import {noted, type Rehearsal} from './rehearsal.ts'
import {translated} from './translate.ts'

/** One user pool, and the way to it. */
export interface Directory {
  readonly client: CognitoIdentityProviderClient
  readonly poolId: string
  /** The profile it was opened with, for the words of failures and hints. */
  readonly profile: Profile
  readonly cancelled: AbortSignal
  /** There in a dry run: writes are noted here and not sent. */
  readonly rehearsal?: Rehearsal
}

/**
 * Opens the profile's user pool. Nothing is sent yet.
 * @throws Failure `config_invalid` when the profile names no pool, no region, or an endpoint nobody should sign for.
 */
export function openDirectory(
  {cancelled, agents}: Pick<World, 'cancelled' | 'agents'>,
  profile: Profile,
  {'dry-run': rehearse = false}: {readonly 'dry-run'?: boolean} = {},
): Directory {
  if (profile.userPoolId === undefined)
    throw new Failure('config_invalid', `Profile ${profile.name} names no user pool.`, {
      hints: ['pass --user-pool-id ID', 'authctl profile list'],
    })
  const rehearsal: Rehearsal = {dryRun: true, calls: [], changes: []}
  const directory = {client: cognitoClient(profile, agents), poolId: profile.userPoolId, profile, cancelled}
  return rehearse ? {...directory, rehearsal} : directory
}

type Command<I extends ServiceInputTypes, O extends ServiceOutputTypes> = $Command<
  I,
  O,
  CognitoIdentityProviderClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes
>

/** Sends a request that changes nothing. @throws Failure, in our words, for whatever AWS answers. */
export async function read<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  directory: Directory,
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
  directory: Directory,
  command: Command<I, O>,
): Promise<O | undefined> {
  if (!directory.rehearsal) return read(directory, command)
  directory.rehearsal.calls.push(noted(operationOf(command)))
  return undefined
}

function operationOf({input, schema}: {input: object; schema?: unknown}): {operation: string; input: object} {
  // The operation's schema carries its name in third place; class names do not survive every build.
  const name = Array.isArray(schema) ? schema[2] : undefined
  return {operation: typeof name === 'string' ? name : 'Cognito', input}
}
