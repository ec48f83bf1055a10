import {createHash, createHmac} from 'node:crypto'
import {SignatureV4} from '@smithy/signature-v4'
import type {AwsCredentials} from './aws-credentials.ts'

/** What is signed. */
export interface Unsigned {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly region: string
  readonly service: 'appsync' | 'execute-api' | 'cloudformation'
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** The headers of the request signed (Signature Version 4), without `host`, which the connection sets. */
export async function signed(
  {method, url, headers, body, region, service, at}: Unsigned,
  {accessKeyId, secretAccessKey, sessionToken}: AwsCredentials,
): Promise<Record<string, string>> {
  const credentials = {accessKeyId, secretAccessKey, ...(sessionToken !== undefined && {sessionToken})}
  const signer = new SignatureV4({credentials, region, service, sha256: Sha256})
  const query = Object.fromEntries([...url.searchParams.keys()].map(name => [name, url.searchParams.getAll(name)]))
  const request = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query,
    headers: {...headers, host: url.host},
    body,
  }
  const {host: _, ...rest} = (await signer.sign(request, {signingDate: new Date(at)})).headers
  return rest
}

type Source = string | ArrayBuffer | ArrayBufferView

/** SHA-256, with or without a key, in the shape that @smithy/signature-v4 asks for. */
class Sha256 {
  private readonly hash: {update(data: Uint8Array): unknown; digest(): Buffer}

  constructor(secret?: Source) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret))
  }

  update(data: Source): void {
    this.hash.update(bytes(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest()
  }
}

function bytes(value: Source): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value)
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value)
}
