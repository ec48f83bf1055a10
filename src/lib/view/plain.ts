import {stripVTControlCharacters} from 'node:util'

/** The same text without styling: for pipes, NO_COLOR and dumb terminals. */
export function plain(styled: string): string {
  return stripVTControlCharacters(styled)
}
