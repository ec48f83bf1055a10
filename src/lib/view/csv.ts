import type {Page} from './page.ts'
import {safe} from './safe.ts'
import type {Column} from './table.ts'

/**
 * Rows as CSV (RFC 4180: lines end in CRLF). A cell that a spreadsheet would run as a formula gets an apostrophe in
 * front, as OWASP advises (ASVS 5, 1.2.10). In a file every other character is kept; in a terminal none moves the cursor.
 */
export function csvText<T>(rows: readonly T[], columns: readonly Column<T>[], {columns: width}: Page): string {
  const shown = (text: string) => (width === undefined ? text : safe(text))
  const lines = [columns.map(({name}) => shown(name)), ...rows.map(row => columns.map(({cell}) => shown(cell(row))))]
  return lines.map(line => `${line.map(csvCell).join(',')}\r\n`).join('')
}

function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
