import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {type Deployed, type Fact, factsWhich} from './fact.ts'

/** What flags say where a document tells of several. */
export interface Wanted {
  readonly 'user-pool-id'?: string | undefined
  readonly 'client-id'?: string | undefined
}

type Identified = Extract<Fact, {what: 'pool' | 'client'}>

export interface Chosen {
  readonly pool?: Identified | undefined
  readonly client?: Identified | undefined
  readonly secret?: Extract<Fact, {what: 'clientSecret'}> | undefined
}

/**
 * One pool and one client of those that were deployed. Where there are several, a flag says which, or the person.
 * @throws Failure `input_required` naming the flag; `not_found` for an id that is not among them.
 */
export async function chooseOne({ask}: Pick<World, 'ask'>, {facts}: Deployed, wanted: Wanted): Promise<Chosen> {
  const pool = await oneOf(
    ask,
    'Which user pool?',
    'user-pool-id',
    distinct(factsWhich(facts, 'pool')),
    wanted['user-pool-id'],
  )
  const clients = distinct(factsWhich(facts, 'client')).filter(
    ({pool: its}) => its === undefined || pool === undefined || its === pool.value,
  )
  const client = await oneOf(ask, 'Which client?', 'client-id', clients, wanted['client-id'])
  const secret = client && factsWhich(facts, 'clientSecret').find(one => belongs(one, client, clients))
  return {pool, client, secret}
}

function distinct<T extends Identified>(found: readonly T[]): T[] {
  return [...new Map(found.toReversed().map(fact => [fact.value, fact])).values()].reverse()
}

async function oneOf<T extends Identified>(
  ask: World['ask'],
  message: string,
  flag: string,
  found: readonly T[],
  id: string | undefined,
): Promise<T | undefined> {
  if (id !== undefined) {
    const named = found.find(({value}) => value === id)
    if (named) return named
    throw new Failure('not_found', `There is no ${id} among what was deployed: ${listed(found)}.`)
  }
  if (found.length < 2) return found[0]
  if (!ask.possible)
    throw new Failure('input_required', `${message} There are ${found.length}: ${listed(found)}.`, {
      hints: [`pass --${flag} ID`],
    })
  const choices = found.map(fact => ({name: `${fact.from}  ${fact.value}`, value: fact}))
  return ask.choose({message, flag: `--${flag} ID`, choices})
}

function listed(found: readonly Identified[]): string {
  if (found.length === 0) return 'none was found'
  const shown = found.slice(0, 20).map(({value, from}) => `${value} (${from})`)
  return shown.join(', ') + (found.length > 20 ? ', …' : '')
}

/** Whether a secret is this client's: there is no other, or both are called alike (`WebClientId`, `WebClientSecret`). */
function belongs({from}: {from: string}, client: Identified, clients: readonly Identified[]): boolean {
  return clients.length === 1 || stem(from) === stem(client.from)
}

function stem(path: string): string {
  return path.replace(/[-_.]?(client)?[-_.]?(id|secret|secretvalue)?$/i, '').toLowerCase()
}
