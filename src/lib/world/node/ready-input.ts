import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs'

/** What standard input has at this moment, and whether that was all of it. */
export interface ReadyInput {
  readonly chunks: Buffer[]
  readonly ended: boolean
}

/**
 * Takes what can be had without waiting, up to a little more than `limit` bytes: all of a file, and on Linux what is in a
 * pipe. That is everything as a rule, and spares the stream, which brings all of `net`.
 */
export function readReady(limit: number): ReadyInput {
  const chunks: Buffer[] = []
  let own: number | undefined
  try {
    const stats = fstatSync(0)
    if (!stats.isFile() && !(stats.isFIFO() && process.platform === 'linux')) return {chunks, ended: false}
    // Opened anew, since not to wait is a property of the opening, and the one we were given others share.
    if (stats.isFIFO()) own = openSync('/proc/self/fd/0', constants.O_RDONLY | constants.O_NONBLOCK)
    for (let size = 0; size <= limit; ) {
      const chunk = Buffer.allocUnsafe(65_536)
      const length = readSync(own ?? 0, chunk)
      if (length === 0) return {chunks, ended: true}
      chunks.push(chunk.subarray(0, length))
      size += length
    }
    return {chunks, ended: false}
  } catch {
    // Nothing more just now (EAGAIN), or not to be opened again: the stream waits for the rest, or tells what is wrong.
    return {chunks, ended: false}
  } finally {
    if (own !== undefined) closeSync(own)
  }
}
