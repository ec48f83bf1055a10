import type {World} from '../world/world.ts'

/** What keeping secrets takes from the world. */
export type Keeping = Pick<World, 'env' | 'folders' | 'keyring' | 'ask' | 'clock' | 'cancelled' | 'terminal'>

/** What renewing and ending sessions takes besides. */
export type Renewing = Keeping & Pick<World, 'fetch' | 'journal'>
