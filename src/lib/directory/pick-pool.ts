import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {regionOf} from './client.ts'
import type {Service} from './directory.ts'
import {listPools} from './pools.ts'

/** More than this nobody scrolls through; an id is typed instead. */
const mostChoices = 200

/** One of the account's pools, chosen by the person. @throws Failure `input_required` where nobody may be asked. */
export async function choosePool({ask}: Pick<World, 'ask'>, service: Service): Promise<string> {
  const question = {message: 'Which user pool?', flag: '--user-pool-id ID'}
  if (!ask.possible) return ask.text(question)
  const pools = await listPools(service)
  if (pools.length === 0 || pools.length > mostChoices) return ask.text(question)
  return ask.choose({...question, choices: pools.map(({id, name}) => ({name: `${name}  ${id}`, value: id}))})
}

/** The id of the pool called so: an id as it is, else the name of just one pool. @throws Failure `not_found`. */
export async function poolIdOf(service: Service, given: string): Promise<string> {
  if (regionOf(given) !== undefined || /^[\w-]+_[0-9a-zA-Z]+$/.test(given)) return given
  const named = (await listPools(service)).filter(({name}) => name === given)
  const [first, second] = named
  if (first === undefined) throw new Failure('not_found', `There is no pool “${given}”, by id or by name.`)
  if (second !== undefined)
    throw new Failure('usage', `There are ${named.length} pools called “${given}”.`, {
      hints: named.map(({id}) => `name it by its id: ${id}`),
    })
  return first.id
}
