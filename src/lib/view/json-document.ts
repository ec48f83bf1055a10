/** JSON for reading: what could move the cursor or hide is written as an escape, which is the same JSON. */
export function jsonDocumentText(document: unknown): string {
  return JSON.stringify(document, undefined, 2).replace(unsafe, character =>
    [...character].map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
}

// DEL, C1, soft hyphen, zero-width and directional marks, line separators, BOM; tag characters as their surrogates
const unsafe =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g
