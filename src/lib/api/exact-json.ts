/**
 * JSON whose numbers survive: one that a double cannot hold, such as 2^53+1, is kept as written and written as kept.
 * @throws SyntaxError where the text is no JSON
 */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, ((_key: string, value: unknown, {source}: {source?: string} = {}) =>
    typeof value === 'number' && source !== undefined && !holds(value, source)
      ? json.rawJSON(source)
      : value) as Reviver)
}

type Reviver = (key: string, value: unknown) => unknown

// ECMAScript's "JSON.parse source text access", in V8 since 11.4 and not yet in TypeScript's library.
const json = JSON as typeof JSON & {rawJSON(text: string): object}

function holds(value: number, source: string): boolean {
  return !/^-?\d+$/.test(source) || Number.isSafeInteger(value)
}
