import {introspectionFromSchema, printSchema} from 'graphql'
import {Problem} from '../problem.ts'
import {type Exchange, json} from '../router.ts'
import type {Stack} from '../stack.ts'
import {listedApiKeys} from './api-key.ts'
import {api} from './http.ts'
import {notesSdl} from './sdl.ts'
import {verifySignature} from './signature.ts'

/** The one API of this stack, as AppSync's control plane knows it. */
const apiId = 'local'

/** GetIntrospectionSchema (AppSync API reference): SDL with or without its directives, or an introspection result. */
export async function answerSchema(stack: Stack, exchange: Exchange): Promise<void> {
  await toOwner(stack, exchange, ({res, url}) => {
    const format = url.searchParams.get('format')
    if (format !== 'SDL' && format !== 'JSON') throw new Problem('BadRequestException', 'format is SDL or JSON.', 400)
    const sdl = url.searchParams.get('includeDirectives') === 'false' ? printSchema(api.schema) : notesSdl.trimStart()
    if (format === 'SDL') res.writeHead(200, {'content-type': 'text/plain'}).end(sdl)
    else json(res, 200, {data: introspectionFromSchema(api.schema)})
  })
}

/** ListApiKeys (AppSync API reference). */
export async function answerApiKeys(stack: Stack, exchange: Exchange): Promise<void> {
  await toOwner(stack, exchange, ({res}) => json(res, 200, {apiKeys: listedApiKeys(stack)}))
}

/** Answers whoever signs as the owner of the API, and refuses others in AppSync's words. */
async function toOwner(stack: Stack, exchange: Exchange, answer: (exchange: Exchange) => void): Promise<void> {
  const {req, res, url} = exchange
  try {
    const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]))
    const query = Object.fromEntries(url.searchParams)
    await verifySignature(stack, {method: 'GET', headers, path: url.pathname, query, body: ''})
    if (url.pathname.split('/')[3] !== apiId) throw new Problem('NotFoundException', 'API not found.', 404)
    answer(exchange)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    stack.log(`appsync: ${error.code}: ${error.message}`)
    json(res, error.status, {message: error.message}, {'x-amzn-errortype': error.code})
  }
}
