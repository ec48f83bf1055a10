import type {Entry} from '../audit/entry.ts'
import type {Problem, Verification} from '../audit/verify.ts'
import type {Page} from './page.ts'
import {recordText} from './record.ts'
import {safe} from './safe.ts'
import {type Column, tableText} from './table.ts'

const columns: readonly Column<Entry>[] = [
  {name: 'id', cell: ({id}) => String(id)},
  {name: 'at', cell: ({at}) => at},
  {name: 'operation', cell: ({operation}) => operation},
  {name: 'outcome', cell: ({outcome}) => outcome},
  {name: 'profile', cell: ({profile}) => profile},
  {name: 'identity', cell: ({identity}) => identity ?? ''},
  {name: 'target', cell: ({target}) => targetWords(target)},
]

/** Entries of the journal. */
export function entriesText(entries: readonly Entry[], page: Page): string {
  return entries.length === 0 ? 'No entries.' : tableText(entries, columns, page)
}

/** One entry, whole. */
export function entryText({target, ...entry}: Entry): string {
  const fields = Object.entries({...entry, ...target})
  return recordText(fields.map(([name, value]) => [safe(name), safe(String(value))]))
}

function targetWords(target: Entry['target']): string {
  return Object.values(target ?? {}).join(' ')
}

/** Whether the journal is as it was written. */
export function verificationText({entries, problems, torn}: Verification): string {
  const count = `${entries} ${entries === 1 ? 'entry' : 'entries'}`
  const remark = torn ? ['The last line was never finished: its writer was killed. It is no entry.'] : []
  if (problems.length === 0) return [`The journal is as it was written: ${count}.`, ...remark].join('\n')
  return [`The journal is not as it was written (${count}):`, ...problems.map(problemText), ...remark].join('\n')
}

function problemText({kind, id, to = id, file, line}: Problem): string {
  const which = to === id ? `entry ${id}` : `entries ${id} to ${to}`
  const where = file === undefined ? '' : ` (${safe(file)}, line ${line})`
  return `  ${said[kind](which)}${where}`
}

const said: Record<Problem['kind'], (which: string) => string> = {
  changed: which => `${which} was changed`,
  removed: which => `missing before this line: ${which}`,
  inserted: which => `${which} was inserted: there is one of this number`,
  reordered: which => `${which} is not in its place`,
  truncated: which => `missing at the end: ${which}`,
  anchor: which => `the anchor was taken away before or at ${which}: what is missing at the end cannot be told`,
}
