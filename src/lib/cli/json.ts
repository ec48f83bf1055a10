/**
 * One JSON document for stdout. DEL and the C1 controls are written as escapes like the C0 ones: they are legal in JSON
 * and still move a terminal's cursor.
 */
export function jsonText(document: unknown): string {
  return harmless(JSON.stringify(document, undefined, 2))
}

/** The same on a single line, for streams of documents (NDJSON). */
export function jsonLine(document: unknown): string {
  return harmless(JSON.stringify(document))
}

/** JSON that is written already, without what moves a terminal's cursor. */
export function harmless(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
