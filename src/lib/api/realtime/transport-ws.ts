import {randomUUID} from 'node:crypto'
import {Failure, type FailureCode} from '../../failure.ts'
import type {GraphqlError, GraphqlQuestion, GraphqlResponse} from '../graphql.ts'
import {HttpRefusal} from '../http-refusal.ts'
import type {Dialect} from './dialect.ts'
import {type Line, LineLost, type Message} from './line.ts'

/**
 * The protocol of the GraphQL ecosystem, `graphql-transport-ws` (github.com/enisdenjo/graphql-ws, PROTOCOL.md). The
 * credential travels in the headers of the handshake and in `connection_init`, never in the address.
 */
export const transportWs: Dialect<GraphqlQuestion, GraphqlResponse> = {
  name: 'graphql-transport-ws',
  address: url => url.replace(/^http/, 'ws'),
  async opening({url, prove}) {
    return {protocols: ['graphql-transport-ws'], headers: await prove({method: 'GET', url, headers: {}})}
  },
  async converse(line, {url, prove, question, started, event}) {
    const hear = speaking(line)
    line.send({type: 'connection_init', payload: await prove({method: 'GET', url, headers: {}})})
    for (let message = await hear(); message.type !== 'connection_ack'; ) message = await hear()
    const id = randomUUID()
    const {query, variables, operationName} = question
    const payload = {query, ...(variables && {variables}), ...(operationName !== undefined && {operationName})}
    line.send({id, type: 'subscribe', payload})
    // This protocol acknowledges nothing: what is refused is refused by an error, or by closing the line.
    started()
    let over = false
    try {
      while (!over) {
        const message = await hear(forever)
        if (message.id !== id) continue
        over = message.type === 'complete' || message.type === 'error'
        if (message.type === 'next') event(message.payload as GraphqlResponse)
        else if (message.type === 'error') throw refused(message.payload as readonly GraphqlError[])
      }
    } finally {
      if (!over) line.send({id, type: 'complete'})
    }
  },
}

const forever = 2 ** 31 - 1

/** The next message that is no ping; pings are answered. @throws Failure for the protocol's own ways to hang up */
function speaking(line: Line): (patienceMs?: number) => Promise<Message> {
  return async patienceMs => {
    try {
      for (;;) {
        const message = await line.next(patienceMs)
        if (message.type === 'ping') line.send({type: 'pong'})
        else if (message.type !== 'pong') return message
      }
    } catch (error) {
      throw (error instanceof LineLost && hungUp(error)) || error
    }
  }
}

const endings: Record<number, [FailureCode, string]> = {
  4400: ['usage', 'did not understand a message'],
  4406: ['unsupported', 'does not speak graphql-transport-ws'],
  4408: ['timed_out', 'waited too long for the connection to be opened'],
  4409: ['conflict', 'says that this subscription runs already'],
  4429: ['throttled', 'was asked to open the same connection twice'],
}

function hungUp({status, reason}: LineLost): Failure | HttpRefusal | undefined {
  const said = reason === '' ? '' : `: ${reason}`
  if (status === 4401 || status === 4403) {
    const errors = reason === '' ? [] : [{message: reason}]
    return new HttpRefusal(status === 4401 ? 401 : 403, new Headers(), {errors})
  }
  const [code, words] = endings[status] ?? []
  if (code !== undefined) return new Failure(code, `The server ${words} (${status}${said}).`)
  return undefined
}

function refused(errors: readonly GraphqlError[] = []): Failure | HttpRefusal {
  const [{message = 'without a reason', extensions} = {}] = errors
  if (/UNAUTH|FORBIDDEN|access-denied|invalid-jwt/.test(extensions?.code ?? ''))
    return new HttpRefusal(401, new Headers(), {errors})
  return new Failure('usage', `The subscription was turned away: ${message}`)
}
