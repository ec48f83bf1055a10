import {Failure} from '../failure.ts'
import {checkHeader} from './header.ts'
import {bytesOf, partsOf, readJws} from './jws.ts'
import {kindOf, type TokenKind} from './kind.ts'
import {Rejection} from './rejection.ts'
import {type JsonObject, parseObject} from './strict-json.ts'

/** What a token says about itself. Nothing of it is proven. */
export interface DecodedToken {
  readonly header: JsonObject
  /** Absent where the token is encrypted. */
  readonly claims?: JsonObject
  readonly verified: false
  readonly kind: TokenKind
  /** Why verification would refuse this header, or what else a reader should know. */
  readonly remarks?: readonly string[]
}

/**
 * Takes a token apart for reading, without any I/O. A header that verification would refuse is shown, with a remark; an
 * encoding that two readers could read differently is not shown at all.
 * @throws Failure `usage` with one sentence when this is no token that can be read.
 */
export function decodeToken(token: string): DecodedToken {
  try {
    const parts = partsOf(token)
    return parts.length === 5 ? decodeEncrypted(parts) : decodeSigned(token)
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    throw new Failure('usage', error.message, {cause: error})
  }
}

function decodeSigned(token: string): DecodedToken {
  const {header, claims} = readJws(token)
  const remarks = remarksOn(header)
  return {header, claims, verified: false, kind: kindOf(header, claims), ...(remarks.length > 0 && {remarks})}
}

/** Cognito's refresh tokens are JWEs, `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`, which only Cognito can open. */
function decodeEncrypted([head = '', ...rest]: readonly string[]): DecodedToken {
  const header = parseObject(bytesOf(head, 'header'), 'header')
  for (const part of rest) bytesOf(part, 'encrypted part')
  const cognito = header.cty === 'JWT' && header.alg === 'RSA-OAEP'
  const name = cognito ? 'an encrypted refresh token of Amazon Cognito' : 'an encrypted token (JWE)'
  const remarks = [`This is ${name}: only its issuer can read the claims.`]
  return {header, verified: false, kind: cognito ? 'refresh' : 'other', remarks}
}

function remarksOn(header: JsonObject): string[] {
  const remarks: string[] = []
  try {
    checkHeader(header)
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    remarks.push(`Verification would refuse it: ${error.message}`)
  }
  const selfServed = ['jwk', 'jku', 'x5c', 'x5u'].filter(name => Object.hasOwn(header, name))
  if (selfServed.length > 0) remarks.push(`The header brings its own key (${selfServed.join(', ')}): never trusted.`)
  return remarks
}
