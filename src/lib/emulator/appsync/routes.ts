import type {Route} from '../router.ts'
import type {Stack} from '../stack.ts'
import {issueApiKey} from './api-key.ts'

/** The GraphQL API; graphql-js is read when it is first asked. */
export function graphqlRoutes(stack: Stack): Route[] {
  issueApiKey(stack)
  return [
    {path: '/graphql', handle: async exchange => (await import('./http.ts')).answerHttp(stack, exchange)},
    {
      path: /^\/v1\/apis\/[^/]+\/schema$/,
      methods: ['GET'],
      handle: async exchange => (await import('./control-plane.ts')).answerSchema(stack, exchange),
    },
    {
      path: /^\/v1\/apis\/[^/]+\/apikeys$/,
      methods: ['GET'],
      handle: async exchange => (await import('./control-plane.ts')).answerApiKeys(stack, exchange),
    },
    {
      path: '/graphql/realtime',
      handle: ({res}) => void res.writeHead(426, {upgrade: 'websocket', connection: 'upgrade'}).end(),
    },
  ]
}
