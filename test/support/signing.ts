import {createHash, createHmac} from 'node:crypto'
import {SignatureV4} from '@smithy/signature-v4'

/** The headers of a POST signed by AWS's signer, as an SDK would send it. */
export async function signedHeaders(
  address: string,
  body: string,
  {
    accessKeyId,
    secretAccessKey,
    service = 'appsync',
    at = new Date(),
  }: {
    accessKeyId: string
    secretAccessKey: string
    service?: string
    at?: Date
  },
): Promise<Record<string, string>> {
  const {host, hostname, pathname, protocol} = new URL(address)
  const signer = new SignatureV4({
    credentials: {accessKeyId, secretAccessKey},
    region: 'us-east-1',
    service,
    sha256: Sha256,
  })
  const headers = {host, 'content-type': 'application/json'}
  const request = {method: 'POST', protocol, hostname, path: pathname, query: {}, headers, body}
  return (await signer.sign(request, {signingDate: at})).headers
}

class Sha256 {
  private readonly parts: Buffer[] = []
  private readonly secret: any

  constructor(secret?: any) {
    this.secret = secret
  }

  update(data: any): void {
    this.parts.push(Buffer.from(data))
  }

  async digest(): Promise<Uint8Array> {
    const hash = this.secret === undefined ? createHash('sha256') : createHmac('sha256', this.secret)
    return hash.update(Buffer.concat(this.parts)).digest()
  }
}
