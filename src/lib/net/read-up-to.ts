import {Failure} from '../failure.ts'

/**
 * The whole body of `what`, which begins a sentence. `limit` counts bytes after decompression.
 * @throws Failure `unreachable` for one that is larger; the rest is not read.
 */
export async function readUpTo(limit: number, {body}: Pick<Response, 'body'>, what: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream, and with it the connection.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > limit) throw new Failure('unreachable', `${what} is larger than ${limit} bytes; the rest was not read.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
