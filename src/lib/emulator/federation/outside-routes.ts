import {elsewhere} from '../oidc/authorize.ts'
import {attend} from '../oidc/counter.ts'
import {serve} from '../oidc/engine.ts'
import {redirect} from '../oidc/pages/layout.ts'
import type {Exchange, Route} from '../router.ts'
import {ownMetadata, ownMetadataPath, ownSignInPath, ownSignOutPath} from '../saml/own-metadata.ts'
import type {Stack} from '../stack.ts'
import {mount, outsideEngine} from './outside-engine.ts'
import {samlSignIn, samlSignOut} from './outside-saml.ts'

/** The identity providers of elsewhere that come with the stack: one for SAML, one for OpenID Connect. */
export function outsideRoutes(stack: Stack): Route[] {
  const toEngine = async (exchange: Exchange) => {
    if (exchange.url.pathname.startsWith(`${mount}/authorize`) && elsewhere(stack, exchange))
      return redirect(exchange, `${stack.origin}${exchange.url.pathname}${exchange.url.search}`)
    await serve(stack, await outsideEngine(stack), exchange, {mount})
  }
  return [
    {
      path: ownMetadataPath,
      methods: ['GET'],
      target: 'samlMetadata',
      handle: ({res}) => {
        res.writeHead(200, {'content-type': 'application/samlmetadata+xml', 'cache-control': 'no-store'})
        res.end(ownMetadata(stack))
      },
    },
    {
      path: ownSignInPath,
      methods: ['GET', 'POST'],
      target: 'samlSignIn',
      handle: exchange => samlSignIn(stack, exchange),
    },
    {path: ownSignOutPath, methods: ['GET'], handle: exchange => samlSignOut(stack, exchange)},
    {
      path: `${mount}/login`,
      methods: ['GET', 'POST'],
      handle: async exchange =>
        attend(stack, await outsideEngine(stack), exchange, {password: true, providers: [], leadsAnywhere: true}),
    },
    {path: `${mount}/token`, target: 'upstreamToken', handle: toEngine},
    {path: new RegExp(`^${mount}/`), handle: toEngine},
  ]
}
