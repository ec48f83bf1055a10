// A process that writes to a journal: `node append-child.ts DATA COUNT`. Says how far it is.
import {append} from '../../../src/lib/audit/append.ts'
import {systemClock} from '../../../src/lib/world/node/clock.ts'

const [data = '', count = '1'] = process.argv.slice(2)
const world = {clock: systemClock, folders: {config: data, data, cache: data}}
for (let at = 1; at <= Number(count); at++) {
  const deed = {operation: 'Try', profile: String(process.pid), target: {at: String(at)}, outcome: 'ok'} as const
  const {id} = await append(world, deed, {full: 4000})
  process.stdout.write(`${id}\n`)
}
