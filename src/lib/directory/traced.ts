import type {CognitoIdentityProviderClient} from '@aws-sdk/client-cognito-identity-provider'
import type {Trace} from '../world/world.ts'

/** What passes through the innermost middleware: the signed request, and the answer nobody has read yet. */
interface HttpRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}
interface HttpResponse {
  readonly statusCode: number
  readonly reason?: string
  readonly headers: Readonly<Record<string, string>>
  body: unknown
}

/** Tells every attempt of this client to `trace`, as it goes over the wire: the SDK does not use the world's fetch. */
export function traced(client: CognitoIdentityProviderClient, trace: Trace): CognitoIdentityProviderClient {
  client.middlewareStack.add(
    next => async args => {
      const tell = trace.request(sent(args.request as HttpRequest))
      try {
        const result = await next(args)
        const response = result.response as HttpResponse
        const {statusCode: status, reason: statusText = '', headers} = response
        const bytes = await readAll(response.body)
        // The SDK reads bytes as well as streams.
        response.body = bytes
        tell({status, statusText, headers: new Headers(headers), body: bytes.toString('utf8'), size: bytes.length})
        return result
      } catch (failed) {
        tell({failed})
        throw failed
      }
    },
    {step: 'deserialize', priority: 'low', name: 'traced'},
  )
  return client
}

function sent({protocol, hostname, port, path, method, headers, body}: HttpRequest) {
  const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`
  return {method, url, headers: new Headers(headers), body: textOf(body)}
}

function textOf(body: unknown): string {
  if (body instanceof Uint8Array) return new TextDecoder().decode(body)
  return typeof body === 'string' ? body : ''
}

async function readAll(body: unknown): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
