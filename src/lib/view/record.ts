/** One line of a record: its name, and its value, already made safe; a value may have several lines. */
export type Row = readonly [name: string, value: string | readonly string[]]

/** A single thing as aligned names and values. Later lines of a value are indented beneath the first. */
export function recordText(rows: readonly Row[], indent = '', widest = 24): string {
  const width = Math.min(widest, Math.max(0, ...rows.map(([name]) => name.length)))
  return rows
    .map(([name, value]) => {
      const lines = typeof value === 'string' ? [value] : value
      const gap = `\n${indent}${' '.repeat(width + 2)}`
      return `${indent}${name.padEnd(width)}  ${lines.join(gap)}`.trimEnd()
    })
    .join('\n')
}
