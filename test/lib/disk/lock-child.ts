// A process that takes a lock: `node lock-child.ts PATH COUNTER HOLD_MS`. Says "held" when it has it.
import {readFileSync, writeFileSync} from 'node:fs'
import {underLock} from '../../../src/lib/disk/lock.ts'
import {systemClock} from '../../../src/lib/world/node/clock.ts'

const [path = '', counter = '', hold = '0'] = process.argv.slice(2)
const world = {clock: systemClock, cancelled: new AbortController().signal}
await underLock(world, path, async () => {
  process.stdout.write('held\n')
  // Read, wait, write: two at once would lose a count.
  const before = Number(readFileSync(counter, 'utf8'))
  await systemClock.sleep(Number(hold))
  writeFileSync(counter, String(before + 1))
})
