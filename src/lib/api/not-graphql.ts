import {Failure} from '../failure.ts'
import {HttpRefusal} from './http-refusal.ts'
import type {Received} from './transport.ts'

/** An HTTP answer that is no GraphQL response, named for what it is. */
export function notGraphql(
  url: string,
  answer: Pick<Received, 'status' | 'headers'>,
  text: string,
): Failure | HttpRefusal {
  const {status, headers} = answer
  const {host, pathname} = new URL(url)
  const html = /^\s*<(!doctype|html)/i.test(text)
  if (status >= 300 && status < 400) {
    const to = headers.get('location') ?? 'elsewhere'
    return new Failure('unreachable', `${host} sends callers to ${to} (HTTP ${status}), which is not followed.`)
  }
  const json = jsonObject(text)
  if (status === 401 || status === 403) return new HttpRefusal(status, headers, json)
  if (status === 404) return new Failure('not_found', `There is nothing at ${pathname} of ${host} (HTTP 404).`, check())
  if (status === 405) {
    const allowed = headers.get('allow')
    const takes = allowed ? `; it takes ${allowed}` : ''
    return new Failure('unsupported', `${host}${pathname} does not take POST (HTTP 405)${takes}.`, check())
  }
  if (status === 406) return new Failure('unsupported', `${host} cannot answer in GraphQL's media types (HTTP 406).`)
  if (status === 415) return new Failure('unsupported', `${host} does not take application/json (HTTP 415).`)
  if (status === 429) {
    const after = headers.get('retry-after')
    const wait = after ? `; it asks to wait ${/^\d+$/.test(after) ? `${after} s` : `until ${after}`}` : ''
    return new Failure('throttled', `${host} still says to slow down (HTTP 429)${wait}.`)
  }
  if (status >= 500)
    return new Failure(
      'unreachable',
      `${host} answered HTTP ${status}${html ? ' with a page of HTML' : ''}${said(json)}.`,
    )
  if (status >= 400 && json)
    return new Failure('usage', `${host} could not use the request (HTTP ${status})${said(json)}.`)
  const what = html ? 'a page of HTML' : (headers.get('content-type')?.split(';')[0] ?? 'something without a type')
  return new Failure(
    'unreachable',
    `${host} answered with ${what} where a GraphQL response was expected (HTTP ${status}).`,
    check(),
  )
}

function check() {
  return {hints: ['check the address: AppSync’s ends in /graphql']}
}

function said(document: object | undefined): string {
  const {message, type} = new HttpRefusal(0, new Headers(), document).reason
  return message === undefined ? '' : `: ${message}${type === undefined ? '' : ` (${type})`}`.replace(/\.(?=$| \()/, '')
}

function jsonObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
