/** A text as a prompt may draw it: what comes from a server can neither move the cursor nor begin a line. */
export function drawn(foreign: string): string {
  return foreign.replace(/\p{C}/gu, '·')
}
