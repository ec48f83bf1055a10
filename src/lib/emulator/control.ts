import type {Faults} from './faults.ts'
import {isFault} from './faults.ts'
import {rotateKeys} from './keys.ts'
import {Problem} from './problem.ts'
import {type Exchange, json, type Route} from './router.ts'
import type {Stack} from './stack.ts'

/**
 * What tests and people order from outside the process: reset, faults, the clock, new keys. JSON only and never across
 * origins, so that no web page can.
 */
export function controlRoutes(stack: Stack, reset: () => void): Route[] {
  const orders: Record<string, (order: Record<string, unknown>) => unknown> = {
    reset,
    faults: order => orderFault(stack.faults, order),
    clock: ({advanceMs}) => {
      if (typeof advanceMs !== 'number') throw new Problem('BadOrder', 'advanceMs must be a number of milliseconds.')
      stack.clock.advance(advanceMs)
    },
    'rotate-keys': () => Promise.all([...stack.state.pools.values()].map(rotateKeys)),
  }
  return [
    {
      path: '/_stack/status',
      methods: ['GET'],
      handle: ({res}) =>
        json(res, 200, {
          now: new Date(stack.clock.now()).toISOString(),
          pools: [...stack.state.pools.values()].map(({id, users, groups, clients}) => ({
            id,
            users: users.size,
            groups: groups.size,
            clients: clients.size,
          })),
          faults: stack.faults.list(),
        }),
    },
    {
      path: '/_stack/mailbox',
      methods: ['GET'],
      handle: ({res}) => json(res, 200, {messages: stack.state.mailbox}),
    },
    {
      path: /^\/_stack\/[a-z-]+$/,
      methods: ['POST'],
      handle: async exchange => {
        const order = orders[exchange.url.pathname.slice('/_stack/'.length)]
        if (!order) return json(exchange.res, 404, {message: `There is no such order. Known: ${Object.keys(orders)}.`})
        try {
          await order(await readOrder(stack, exchange))
          json(exchange.res, 200, {})
        } catch (error) {
          if (!(error instanceof Problem)) throw error
          json(exchange.res, error.status, {message: error.message})
        }
      },
    },
  ]
}

async function readOrder({origin}: Stack, {req, body}: Exchange): Promise<Record<string, unknown>> {
  if (req.headers.origin !== undefined && req.headers.origin !== origin)
    throw new Problem('Forbidden', 'Orders are not taken from other origins.', 403)
  if (!/^application\/json\b/.test(req.headers['content-type'] ?? ''))
    throw new Problem('UnsupportedMediaType', 'Orders are JSON.', 415)
  const text = (await body()).toString('utf8') || '{}'
  try {
    const order: unknown = JSON.parse(text)
    if (typeof order === 'object' && order !== null && !Array.isArray(order)) return order as Record<string, unknown>
  } catch {
    // Worded below.
  }
  throw new Problem('BadOrder', 'An order is one JSON object.')
}

function orderFault(faults: Faults, {target, times, ...fault}: Record<string, unknown>): void {
  if (typeof target !== 'string' || !isFault(fault))
    throw new Problem('BadOrder', 'A fault has a target and a kind: throttle, error, slow, cut or html.')
  faults.next(target, fault, typeof times === 'number' ? times : 1)
}
