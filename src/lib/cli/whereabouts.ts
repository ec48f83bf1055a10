/**
 * Where an error was thrown, and what it was caused by: names and places only. Messages may repeat what was typed in or
 * received.
 */
export function whereabouts(error: unknown): string {
  const lines: string[] = []
  for (let one = error; one instanceof Error; one = one.cause) {
    lines.push(one.name, ...(one.stack ?? '').split('\n').filter(line => /^\s+at /.test(line)))
    if (lines.length > 200) break
  }
  return lines.join('\n')
}
