import {randomBytes} from 'node:crypto'
import type {JWTPayload} from 'jose'
import type {Fault} from '../faults.ts'
import {addNote, listNotes, removeNote} from '../notes.ts'
import {Problem} from '../problem.ts'
import {afflicted, type Exchange, json, type Route} from '../router.ts'
import type {Stack} from '../stack.ts'
import {authorize, Turned} from './authorizer.ts'

/** What an endpoint answers: a document, or nothing with 204. */
interface Reply {
  readonly status: number
  readonly document?: object
}

interface Endpoint {
  readonly path: string | RegExp
  readonly method: string
  /** One of these is needed; anybody may come in where there are none. */
  readonly scopes: readonly string[]
  readonly answer: (stack: Stack, exchange: Exchange, claims: JWTPayload) => Reply | Promise<Reply>
}

const endpoints: readonly Endpoint[] = [
  {
    path: '/rest/public',
    method: 'GET',
    scopes: [],
    answer: ({state}) => ({status: 200, document: {ok: true, notes: state.notebook.notes.size}}),
  },
  {
    path: '/rest/notes',
    method: 'GET',
    scopes: ['notes/read'],
    answer: stack => ({status: 200, document: {notes: listNotes(stack)}}),
  },
  {
    path: '/rest/notes',
    method: 'POST',
    scopes: ['notes/write'],
    answer: async (stack, exchange, claims) => ({
      status: 201,
      document: addNote(stack, nameIn(claims), await noteIn(exchange)),
    }),
  },
  {
    path: /^\/rest\/notes\/[^/]+$/,
    method: 'DELETE',
    scopes: ['notes/write'],
    answer: (stack, {url}, claims) => {
      removeNote(stack, nameIn(claims), idIn(url))
      return {status: 204}
    },
  },
]

/** A small API behind a JWT authorizer, with the answers of API Gateway's HTTP APIs. */
export function restRoutes(stack: Stack): Route[] {
  return [
    ...endpoints.map(({path, method, ...endpoint}) => ({
      path,
      methods: [method],
      handle: (exchange: Exchange) => serve(stack, exchange, {path, method, ...endpoint}),
    })),
    {path: /^\/rest(\/|$)/, handle: ({res}) => send(res, 404, {message: 'Not Found'})},
  ]
}

async function serve(stack: Stack, exchange: Exchange, {scopes, answer}: Endpoint): Promise<void> {
  const {req, res} = exchange
  const fault = stack.faults.take('rest')
  const [status, message] = ownWords(fault)
  if (status !== undefined) return send(res, status, {message})
  await afflicted(fault, res, async () => {
    try {
      const claims = scopes.length === 0 ? {} : await authorize(stack, req.headers.authorization, scopes)
      const {status, document} = await answer(stack, exchange, claims)
      send(res, status, document)
    } catch (error) {
      if (error instanceof Turned)
        send(res, error.status, {message: error.message}, {'www-authenticate': error.challenge})
      else if (error instanceof Problem) send(res, error.status, {message: error.message})
      else throw error
    }
  })
}

/** Throttling and failure as API Gateway words them. */
function ownWords(fault: Fault | undefined): [status?: number, message?: string] {
  if (fault?.kind === 'throttle') return [429, 'Too Many Requests']
  if (fault?.kind === 'error') return [fault.status ?? 500, 'Internal Server Error']
  return []
}

function send(res: Exchange['res'], status: number, document?: object, headers: Record<string, string> = {}): void {
  const named = {'apigw-requestid': randomBytes(11).toString('base64'), ...headers}
  if (document === undefined) res.writeHead(status, named).end()
  else json(res, status, document, named)
}

async function noteIn({req, body}: Exchange): Promise<{title: string; text?: string}> {
  // A page in a browser can post other types without asking first.
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? ''))
    throw new Problem('UnsupportedMediaType', 'Send the note as application/json.', 415)
  const {title, text} = objectIn((await body()).toString('utf8'))
  if (typeof title !== 'string' || title === '' || (text !== undefined && typeof text !== 'string'))
    throw new Problem('BadRequest', 'A note has a title, and may have a text.', 400)
  return {title, ...(text !== undefined && {text})}
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text))
  } catch {
    throw new Problem('BadRequest', 'The body is not JSON.', 400)
  }
}

function idIn({pathname}: URL): string {
  try {
    return decodeURIComponent(pathname.slice('/rest/notes/'.length))
  } catch {
    throw new Problem('BadRequest', 'That is no id.', 400)
  }
}

function nameIn({username, 'cognito:username': name, sub}: JWTPayload): string {
  return String(username ?? name ?? sub)
}
