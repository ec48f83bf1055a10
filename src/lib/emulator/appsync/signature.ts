import {createHash, createHmac, timingSafeEqual} from 'node:crypto'
import {SignatureV4} from '@smithy/signature-v4'
import {localAccount, localAwsCredentials} from '../credentials.ts'
import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'

/** A request as it was signed: headers by lower-case name. */
export interface Signed {
  /** POST where it is not said. */
  readonly method?: string
  readonly headers: Readonly<Record<string, string>>
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

const patience = 5 * 60 * 1000

/**
 * Checks a Signature Version 4 by signing the same request again, for the service `appsync`, and gives the signer's ARN.
 * @throws Problem in AWS's words for an unknown key, another service, an old date or another signature.
 */
export async function verifySignature(
  stack: Stack,
  {method = 'POST', headers, path, query = {}, body}: Signed,
): Promise<string> {
  const {accessKeyId, date, region, service, signedHeaders, signature} = parts(headers.authorization ?? '')
  if (accessKeyId !== localAwsCredentials.accessKeyId)
    throw new Problem('UnrecognizedClientException', 'The security token included in the request is invalid.', 403)
  if (service !== 'appsync')
    throw new Problem('InvalidSignatureException', "Credential should be scoped to correct service: 'appsync'.", 403)

  const signingDate = asDate(headers['x-amz-date'])
  const age = stack.clock.now() - signingDate.getTime()
  if (!headers['x-amz-date']?.startsWith(date) || Math.abs(age) > patience || !signedHeaders.includes('host'))
    throw new Problem(
      'InvalidSignatureException',
      `Signature expired or not yet current: ${headers['x-amz-date']}`,
      403,
    )

  const signer = new SignatureV4({
    credentials: localAwsCredentials,
    region,
    service,
    sha256: Sha256,
    applyChecksum: signedHeaders.includes('x-amz-content-sha256'),
  })
  // The body's hash is computed here, whatever the request claims it to be.
  const names = signedHeaders.filter(name => name !== 'x-amz-content-sha256')
  const presented = Object.fromEntries(names.map(name => [name, headers[name] ?? '']))
  const request = {method, protocol: 'http:', hostname: '', path, query, headers: presented, body}
  const {headers: resigned} = await signer.sign(request, {signingDate, signableHeaders: new Set(signedHeaders)})
  const expected = parts(resigned.authorization ?? '').signature
  if (!same(signature, expected))
    throw new Problem(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      403,
    )
  return `arn:aws:iam::${localAccount}:user/local`
}

function parts(authorization: string) {
  const form =
    /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/]+)\/(?<date>\d{8})\/(?<region>[^/]+)\/(?<service>[^/]+)\/aws4_request, ?SignedHeaders=(?<names>[^,]+), ?Signature=(?<signature>[0-9a-f]{64})$/
  const found = form.exec(authorization)?.groups
  if (!found)
    throw new Problem('IncompleteSignatureException', 'The Authorization header is not a whole AWS4-HMAC-SHA256.', 403)
  const {accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''} = found
  return {accessKeyId, date, region, service, signature, signedHeaders: names.toLowerCase().split(';')}
}

function asDate(amzDate = ''): Date {
  const iso = amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z')
  const date = new Date(iso)
  if (Number.isNaN(date.getTime()))
    throw new Problem('IncompleteSignatureException', 'The request carries no X-Amz-Date that can be read.', 403)
  return date
}

function same(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

/** SHA-256, with or without a key, in the shape that @smithy/signature-v4 asks for. */
class Sha256 {
  private readonly hash: {update(data: Uint8Array): unknown; digest(): Buffer}

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytes(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest()
  }
}

function bytes(value: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value)
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value)
}
