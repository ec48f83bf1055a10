import {Failure} from '../failure.ts'

/** Types of tokens by a short name (RFC 8693, 3). */
const uris: Readonly<Record<string, string>> = {
  access: 'urn:ietf:params:oauth:token-type:access_token',
  refresh: 'urn:ietf:params:oauth:token-type:refresh_token',
  id: 'urn:ietf:params:oauth:token-type:id_token',
  saml1: 'urn:ietf:params:oauth:token-type:saml1',
  saml2: 'urn:ietf:params:oauth:token-type:saml2',
  jwt: 'urn:ietf:params:oauth:token-type:jwt',
}

/** The type somebody named, as a URI. @throws Failure `usage` for what is neither a name of ours nor a URI. */
export function tokenType(name: string): string {
  const uri = Object.hasOwn(uris, name) ? uris[name] : name
  if (uri !== undefined && /^[a-z][a-z0-9+.-]*:\S+$/i.test(uri)) return uri
  throw new Failure('usage', `“${name.slice(0, 80)}” is no type of token.`, {
    hints: [`one of ${Object.keys(uris).join(', ')}, or a URI`],
  })
}

/** Whether a token of this type is shown to services as access tokens are. */
export function isUsable(type: string): boolean {
  return type === uris.access || type === uris.jwt
}
