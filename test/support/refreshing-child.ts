// Renews a session over and over, to be killed at it: `node refreshing-child.ts PROFILE-JSON [TIMES]`.
import {refreshNow} from '../../src/lib/session/refresh-now.ts'
import {nodeWorld} from '../../src/lib/world/node/world.ts'

const profile = JSON.parse(process.argv[2] ?? '{}')
const world = nodeWorld(new AbortController().signal)
for (let left = Number(process.argv[3] ?? Infinity); left > 0; left--) await refreshNow(world, profile, 'default')
