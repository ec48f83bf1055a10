import type {Imported} from '../setup/import-profile.ts'
import {paint} from './paint.ts'
import {savedText} from './profile.ts'
import {safe} from './safe.ts'

/** A profile that was made from a deployment, after it where each value stood. */
export function importedText({shape, remarks: _, secretKept, ...profile}: Imported): string {
  const taken = Object.entries(profile.origin?.taken ?? {}).map(
    ([field, from]) => `  ${safe(field)} ${paint.dim(`← ${safe(from)}`)}`,
  )
  const kept = secretKept ? ['The client’s secret is kept in the store.'] : []
  return [savedText(profile), '', `Read as ${shape}:`, ...taken, ...kept].join('\n')
}

/** What a person should know besides, for stderr. */
export function remarksText({remarks}: Imported): string {
  return remarks.map(({from, remark}) => `${safe(from)}: ${safe(remark)}.`).join('\n')
}
