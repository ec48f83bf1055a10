/** The known words a person most likely meant: at most three, nearest first. */
export function nearest(typed: string, known: readonly string[]): string[] {
  const allowed = Math.max(2, Math.ceil(typed.length / 3))
  return known
    .map(word => ({word, far: word.startsWith(`${typed} `) ? 0 : distance(typed, word)}))
    .filter(({far}) => far <= allowed)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({word}) => word)
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swapped neighbours. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({length: b.length + 1}, (_, j) => j)]
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same, swapped))
    }
  }
  return at(a.length, b.length)
}
