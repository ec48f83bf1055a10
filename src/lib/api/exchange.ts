import type {FetchInit, World} from '../world/world.ts'
import {parseExactly} from './exact-json.ts'
import {notGraphql} from './not-graphql.ts'
import {type Received, received} from './transport.ts'

/** A GraphQL response, and the HTTP answer it came in. */
export interface AnswerBody {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly document: object
  /** The body as it came. */
  readonly bytes: Buffer
}

/** Sends a request and reads the GraphQL response. */
export async function exchange(
  world: Pick<World, 'fetch' | 'clock' | 'cancelled'>,
  url: string,
  make: (nonce?: string) => Promise<FetchInit>,
): Promise<AnswerBody> {
  const answer = await received(world, url, make)
  const text = answer.bytes.toString('utf8')
  const document = answered(answer, text)
  if (document)
    return {status: answer.status, headers: Object.fromEntries(answer.headers), document, bytes: answer.bytes}
  throw notGraphql(url, answer, answer.clean(text))
}

/**
 * A GraphQL response is believed under its own media type whatever the status, and as application/json only with a 2xx:
 * anything on the way may answer JSON (GraphQL over HTTP, section 6.4).
 */
function answered(answer: Received, text: string): object | undefined {
  const type = mediaType(answer)
  if (type !== 'application/graphql-response+json' && !(type === 'application/json' && answer.ok)) return undefined
  try {
    const document = parseExactly(text)
    const own = typeof document === 'object' && document !== null && ('data' in document || 'errors' in document)
    return own ? (document as object) : undefined
  } catch {
    return undefined
  }
}

function mediaType(answer: Received): string {
  return (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}
