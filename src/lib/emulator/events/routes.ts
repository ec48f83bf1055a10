import {authenticate} from '../appsync/authenticate.ts'
import {refusalBody} from '../appsync/refusal.ts'
import {Problem} from '../problem.ts'
import {type Exchange, json, type Route} from '../router.ts'
import type {Stack} from '../stack.ts'
import {modes} from './channel.ts'
import {publish} from './publish.ts'

/** The Events API: publishing by HTTP; listening is a websocket’s business. */
export function eventRoutes(stack: Stack): Route[] {
  return [
    {path: '/event', methods: ['POST'], target: 'events', handle: exchange => answer(stack, exchange)},
    {
      path: '/event/realtime',
      handle: ({res}) => void res.writeHead(426, {upgrade: 'websocket', connection: 'upgrade'}).end(),
    },
  ]
}

async function answer(stack: Stack, {req, res, body}: Exchange): Promise<void> {
  try {
    const text = await body()
    const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]))
    if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
      throw new Problem('UnsupportedMediaTypeException', 'Send the events as application/json.', 415)
    const caller = await authenticate(stack, modes, {headers, path: '/event', body: text})
    json(res, 200, publish(stack, caller, asObject(text.toString('utf8'))))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    stack.log(`events: ${error.code}: ${error.message}`)
    json(res, error.status, refusalBody(error), {'x-amzn-errortype': error.code})
  }
}

function asObject(text: string): object {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new Problem('BadRequestException', 'The body is not JSON', 400)
  }
}
