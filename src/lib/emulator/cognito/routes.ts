import type {Route} from '../router.ts'
import type {Stack} from '../stack.ts'
import {dispatch} from './dispatch.ts'

/** The Cognito JSON API: one POST route, dispatched on `X-Amz-Target`. */
export function cognitoRoutes(stack: Stack): Route[] {
  return [{path: '/', methods: ['POST'], handle: exchange => dispatch(stack, exchange)}]
}
