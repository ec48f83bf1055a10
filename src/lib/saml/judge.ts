import type {Network} from '../net/network.ts'
import {readMessage} from './decode.ts'
import {loadMetadata} from './load-metadata.ts'
import {type VerifiedMessage, verifyMessage} from './verify.ts'

/**
 * Takes a message apart and, where metadata is named, holds it against that: a file, or an address.
 * @throws Failure `usage` for what is no message, and as `loadMetadata` does.
 */
export async function judgeMessage(
  network: Network,
  text: string,
  {metadata, now}: {readonly metadata?: string | undefined; readonly now: number},
): Promise<VerifiedMessage> {
  const read = await readMessage(text)
  if (metadata === undefined) return read.message
  const loaded = await loadMetadata(network, metadata)
  return verifyMessage(read, {metadata: loaded.xml, where: loaded.url ?? metadata, now})
}
