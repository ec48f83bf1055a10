/** Text inside XML or HTML: nothing in it can be markup, and characters that XML forbids are replaced. */
export function markup(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
