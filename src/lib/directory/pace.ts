import {leadsToLoopback} from '../address.ts'
import type {World} from '../world/world.ts'
import type {Directory} from './directory.ts'
import {categoryOf, type Quota, quotas} from './quota.ts'
import {withoutRetrying} from './retry.ts'

/** Sign-in and others live off the same quotas. */
const share = 0.8
/** How long one request is asked for again while the service says to slow down. */
const patienceMs = 300_000
const firstWaitMs = 250
const longestWaitMs = 20_000

type Timing = Pick<World, 'clock' | 'cancelled'>

/**
 * The same pool for many requests: they keep within the service's quotas, slow down when told to and speed up again, and
 * what was refused as too fast is asked for again. A stack on this machine has no quotas.
 * @throws Failure `throttled`, from a request that was refused for five minutes.
 */
export function paced(
  world: Timing,
  directory: Directory,
  limits: Readonly<Record<string, Quota>> = isLocal(directory) ? {} : quotas,
): Directory {
  const {client} = directory
  const lines = new Map<string, Line>()
  const lineFor = (name: string, rate: number | undefined) => {
    const line = lines.get(name) ?? queue(rate === undefined ? Number.POSITIVE_INFINITY : rate * share)
    lines.set(name, line)
    return line
  }
  withoutRetrying(client, isThrottling)
  client.middlewareStack.add(
    (next, context) => async args => {
      const operation = operationIn(context)
      const category = categoryOf(operation) ?? operation
      const limit = Object.hasOwn(limits, category) ? limits[category] : undefined
      const passed = [lineFor(category, limit?.rate), lineFor(`${category} ${operation}`, limit?.each)]
      let waited = 0
      for (let attempt = 0; ; attempt++) {
        for (const line of passed) await line.pass(world)
        try {
          const answer = await next(args)
          for (const line of passed) line.faster()
          return answer
        } catch (error) {
          if (!isThrottling(error as Error) || waited >= patienceMs) throw error
          for (const line of passed) line.slower()
          // Full jitter: whoever else was refused comes back at another moment.
          const wait = Math.random() * Math.min(longestWaitMs, firstWaitMs * 2 ** attempt)
          waited += wait
          await world.clock.sleep(wait, world.cancelled)
        }
      }
    },
    {step: 'initialize', name: 'paced'},
  )
  return directory
}

interface Line {
  /** Returns when the next request may go. */
  pass(world: Timing): Promise<void>
  faster(): void
  slower(): void
}

/** So many a second, with a second's worth at once; half as many when told to slow down, and slowly more again. */
function queue(full: number): Line {
  let rate = full
  let due = 0
  return {
    pass: async ({clock, cancelled}) => {
      if (rate === Number.POSITIVE_INFINITY) return
      const now = clock.now()
      due = Math.max(due, now - 1000) + 1000 / rate
      if (due > now) await clock.sleep(due - now, cancelled)
    },
    faster: () => {
      rate = Math.min(full, rate + full / 50)
    },
    slower: () => {
      rate = Math.max(full / 16, rate / 2)
    },
  }
}

function isThrottling({name}: {readonly name?: string}): boolean {
  return name === 'TooManyRequestsException' || name === 'ThrottlingException' || name === 'RequestThrottled'
}

function isLocal({profile}: Directory): boolean {
  const url = URL.parse(profile.endpoint ?? '')
  return url !== null && leadsToLoopback(url)
}

/** By the operation's schema: class names do not survive every build. */
function operationIn(context: object): string {
  const {__smithy_context: request} = context as {__smithy_context?: {operationSchema?: readonly unknown[]}}
  return String(request?.operationSchema?.[2] ?? '')
}
