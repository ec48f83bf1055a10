import {Failure} from '../failure.ts'
import type {Outcome} from '../world/world.ts'
import type {Service} from './directory.ts'

/** The members of a request that name what it is about, and what the journal calls them. No other member is written. */
const names: Readonly<Record<string, string>> = {
  UserPoolId: 'userPoolId',
  PoolName: 'poolName',
  Username: 'username',
  GroupName: 'group',
  ClientId: 'clientId',
  ClientName: 'clientName',
  ClientSecretId: 'clientSecretId',
  Identifier: 'resourceServer',
  ProviderName: 'provider',
  Domain: 'domain',
  DeviceKey: 'deviceKey',
  SessionId: 'sessionId',
}

interface Answer {
  readonly $metadata?: {readonly requestId?: string | undefined}
}

/** Does a write and notes in the journal what came of it. */
export async function accounted<T extends Answer>(
  {journal, profile}: Pick<Service, 'journal' | 'profile'>,
  {operation, input}: {readonly operation: string; readonly input: object},
  work: () => Promise<T>,
): Promise<T> {
  const note = (outcome: Outcome, {$metadata}: Answer) =>
    journal?.note({
      operation,
      profile: profile.name,
      target: targetOf(input),
      outcome,
      ...($metadata?.requestId !== undefined && {requestId: $metadata.requestId}),
    })
  try {
    const answer = await work()
    await note('ok', answer)
    return answer
  } catch (error) {
    const failure = error instanceof Failure ? error : undefined
    await note(failure?.code ?? 'unexpected', (failure?.cause ?? {}) as Answer)
    throw error
  }
}

function targetOf(input: object): Record<string, string> {
  const told = Object.entries(input).filter(([name, value]) => name in names && typeof value === 'string')
  return Object.fromEntries(told.map(([name, value]) => [names[name], value]))
}
