import {safe} from './safe.ts'

/** A text of several lines made harmless: its line breaks and tabs stay, nothing else moves the cursor. */
export function safeText(foreign: string): string {
  return foreign
    .split(/(\r?\n|\t)/)
    .map((part, at) => (at % 2 === 0 ? safe(part) : part))
    .join('')
}
