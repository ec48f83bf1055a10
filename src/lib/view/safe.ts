/**
 * Makes a string that came from elsewhere harmless in a terminal: control characters (C0, DEL, C1) become visible
 * escapes, so that it can neither move the cursor nor forge a line, and bidirectional and invisible ones are marked.
 */
export function safe(foreign: string): string {
  return foreign.replace(unsafe, character => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}

// C0, DEL, C1 · soft hyphen · zero-width and directional marks · line separators · embeddings, isolates · BOM · tags
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu
