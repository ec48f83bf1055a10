import type {World} from '../world/world.ts'
import {listClients} from './clients.ts'
import {openService} from './open.ts'
import {listPools} from './pools.ts'

/** Where to look, before there is a profile. */
export interface Whereabouts {
  readonly region?: string | undefined
  readonly endpoint?: string | undefined
}

interface Found {
  readonly id: string
  readonly name: string
}

/** The user pools that AWS credentials show in a region. @throws Failure `not_signed_in` where there are none. */
export function findPools(
  world: Pick<World, 'cancelled' | 'agents' | 'env'>,
  where: Whereabouts,
): Promise<readonly Found[]> {
  return listPools(openService(world, placed(where)))
}

/** The clients of one of them. */
export function findClients(
  world: Pick<World, 'cancelled' | 'agents' | 'env'>,
  where: Whereabouts,
  poolId: string,
): Promise<readonly Found[]> {
  return listClients({...openService(world, placed(where)), poolId})
}

function placed({region, endpoint}: Whereabouts) {
  return {name: 'direct', ...(region === undefined ? {} : {region}), ...(endpoint === undefined ? {} : {endpoint})}
}
