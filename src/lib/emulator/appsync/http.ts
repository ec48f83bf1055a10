import {randomUUID} from 'node:crypto'
import type {IncomingMessage, ServerResponse} from 'node:http'
import type {Fault} from '../faults.ts'
import {Problem} from '../problem.ts'
import {afflicted, type Exchange, json} from '../router.ts'
import type {Stack} from '../stack.ts'
import {notesApi} from './api.ts'
import {authenticate} from './authenticate.ts'
import {type Operation, run} from './operation.ts'
import {refusalBody} from './refusal.ts'

const contentType = 'application/json; charset=utf-8'

/** The one API this stack runs. */
export const api = notesApi()

/** `POST /graphql`: who calls, what is asked, the answer; AppSync's statuses and bodies throughout. */
export async function answerHttp(stack: Stack, {req, res, body}: Exchange): Promise<void> {
  const fault = stack.faults.take('graphql')
  const own = ownWords(fault)
  if (own) return send(res, own.status, refusalBody(own), own.code)
  await afflicted(fault, res, async () => {
    try {
      if (req.method !== 'POST') throw new Problem('MethodNotAllowedException', 'Send GraphQL by POST.', 405)
      const raw = await body()
      const headers = plainHeaders(req)
      const caller = await authenticate(stack, api.modes, {headers, path: req.url ?? '/graphql', body: raw})
      send(res, 200, await run(api, {stack, caller}, operationIn(headers['content-type'], raw)))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.status === 405) res.setHeader('allow', 'POST')
      send(res, error.status, refusalBody(error), error.code)
    }
  })
}

/** Throttling and failure as AppSync words them. */
function ownWords(fault: Fault | undefined): Problem | undefined {
  if (fault?.kind === 'throttle') return new Problem('ThrottlingException', 'Rate exceeded', 429)
  if (fault?.kind === 'error')
    return new Problem('InternalFailure', 'An internal failure occurred.', fault.status ?? 500)
  return undefined
}

function send(res: ServerResponse, status: number, document: unknown, errorType?: string): void {
  json(res, status, document, {
    'content-type': contentType,
    'x-amzn-requestid': randomUUID(),
    ...(errorType !== undefined && {'x-amzn-errortype': errorType}),
  })
}

/** @throws Problem `MalformedHttpRequestException` (400), or 415 for what is neither of AppSync's content types. */
function operationIn(type: string | undefined, raw: Buffer): Operation {
  const media = type?.split(';')[0]?.trim().toLowerCase() ?? 'application/json'
  if (media !== 'application/json' && media !== 'application/graphql')
    throw new Problem('UnsupportedMediaTypeException', `Content-Type ${media} is not supported.`, 415)
  if (raw.length === 0) throw malformed('Request body is empty.')
  // AppSync reads application/graphql as the same JSON envelope; a bare document is taken too.
  const document = jsonIn(raw)
  if (document === undefined && media === 'application/graphql') return {query: raw.toString('utf8')}
  if (!isOperation(document)) throw malformed()
  return document
}

function jsonIn(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    return undefined
  }
}

function isOperation(value: unknown): value is Operation {
  if (typeof value !== 'object' || value === null) return false
  const {query, variables, operationName} = value as Record<string, unknown>
  const map = variables == null || (typeof variables === 'object' && !Array.isArray(variables))
  return typeof query === 'string' && map && (operationName == null || typeof operationName === 'string')
}

function malformed(message = 'Unable to parse GraphQL query.'): Problem {
  return new Problem('MalformedHttpRequestException', message, 400)
}

function plainHeaders({headers}: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  )
}
