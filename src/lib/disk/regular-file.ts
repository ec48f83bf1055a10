import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs'
import {Failure} from '../failure.ts'

// Absent on Windows.
const {O_RDONLY, O_NONBLOCK = 0} = constants

/**
 * What stands in a file of data, never waiting: a pipe has no end to go by, a device may have none at all. `shown` names
 * the file in messages.
 * @throws Failure `config_invalid` for what is no regular file or larger than `limit` bytes; the system's error for what
 *   cannot be opened or read
 */
export function readRegularFile(path: string, limit: number, shown = path): Buffer {
  const file = openSync(path, O_RDONLY | O_NONBLOCK)
  try {
    const found = fstatSync(file)
    if (!found.isFile()) throw new Failure('config_invalid', `${shown} cannot be read: it is no regular file.`)
    if (found.size > limit)
      throw new Failure('config_invalid', `${shown} cannot be used: it is larger than ${limit} bytes.`)
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}
