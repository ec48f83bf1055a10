import {randomUUID} from 'node:crypto'
import type {Caller} from '../appsync/caller.ts'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import {channelFor, tell} from './channel.ts'

/** What became of a publication: each event by its place in the request. */
export interface Published {
  readonly successful: readonly {readonly identifier: string; readonly index: number}[]
  readonly failed: readonly {
    readonly identifier: string
    readonly index: number
    readonly code: number
    readonly message: string
  }[]
}

const mostEvents = 5

/**
 * Publishes up to five events, each a JSON document in a string (AppSync Events, "Publish events via HTTP").
 * @throws Problem for a request that is none, or a channel that is closed
 */
export function publish(stack: Stack, caller: Caller, request: {channel?: unknown; events?: unknown}): Published {
  const channel = channelFor('publish', request.channel, caller)
  const {events} = request
  if (!Array.isArray(events) || events.length === 0 || events.length > mostEvents)
    throw new Problem('BadRequestException', 'events must be a list of 1 to 5 JSON strings', 400)
  const results = events.map((event: unknown, index) => ({identifier: randomUUID(), index, event}))
  const good = results.filter(({event}) => typeof event === 'string' && isJson(event))
  for (const {event} of good) tell(stack, channel, event as string)
  return {
    successful: good.map(({identifier, index}) => ({identifier, index})),
    failed: results
      .filter(one => !good.includes(one))
      .map(({identifier, index}) => ({identifier, index, code: 400, message: 'The event is not a string of JSON'})),
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
