/** How many terminal cells a text takes: two for East Asian wide characters and emoji, none for combining marks. */
export function cells(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let width = 0
  for (const character of text) width += cellsOf(character)
  return width
}

/** The text in at most `width` cells, with an ellipsis where something is missing. */
export function cut(text: string, width: number): string {
  if (cells(text) <= width) return text
  let used = 0
  let kept = ''
  for (const character of text) {
    used += cellsOf(character)
    if (used > width - 1) break
    kept += character
  }
  return width < 1 ? '' : `${kept}…`
}

/** The text followed by spaces up to `width` cells. */
export function filled(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cells(text)))
}

function cellsOf(character: string): number {
  if (/^\p{M}/u.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

// Unicode Standard Annex #11, East Asian Width: W and F, by block; regional indicators come in pairs and count one each.
const wide =
  /^(?!\p{RI})(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|[\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}])/u
