import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import type {LocalStack} from './local-stack.ts'
import {findRunning, requireRunning} from './running.ts'

const patienceMs = 5000

/**
 * Asks the running stack to end and waits until it has.
 * @throws Failure `not_found` where none runs, `timed_out` where it does not end.
 */
export async function stopLocalStack({
  clock,
  folders,
  cancelled,
}: Pick<World, 'clock' | 'folders' | 'cancelled'>): Promise<LocalStack> {
  const running = await requireRunning({folders})
  process.kill(running.pid, 'SIGTERM')
  for (const until = clock.now() + patienceMs; clock.now() < until; await clock.sleep(20, cancelled))
    if (!(await findRunning({folders}))) return running
  throw new Failure(
    'timed_out',
    `The local stack (pid ${running.pid}) did not end within ${patienceMs / 1000} seconds.`,
    {
      hints: [`kill -9 ${running.pid}`],
    },
  )
}
