import {paint} from './paint.ts'

/** JSON for reading, its parts in colours: what could move the cursor or hide is written as an escape, the same JSON. */
export function jsonDocumentText(document: unknown): string {
  return coloured(harmless(document))
}

/** Names, texts, and everything else: one pass over JSON that is laid out already. */
function coloured(json: string): string {
  return json.replace(
    /("(?:[^"\\]|\\.)*")(:)?|\b(?:true|false|null)\b|-?\d[\d.eE+-]*/g,
    (all, text?: string, colon?: string) =>
      text === undefined ? paint.yellow(all) : colon === undefined ? paint.green(all) : `${paint.cyan(text)}:`,
  )
}

function harmless(document: unknown): string {
  return JSON.stringify(document, undefined, 2).replace(unsafe, character =>
    [...character].map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
}

// DEL, C1, soft hyphen, zero-width and directional marks, line separators, BOM; tag characters as their surrogates
const unsafe =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g
