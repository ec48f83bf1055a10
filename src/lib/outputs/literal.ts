/** Thrown where a text is no literal; says what stands there. */
export class NotLiteral extends Error {}

const deepest = 64

/**
 * A JavaScript object literal that is data and nothing else, read without running it: objects, lists, quoted texts,
 * numbers, true, false, null and undefined, comments and trailing commas. Gives back the value and where it ends.
 * @throws NotLiteral for anything that would have to be run: calls, names, templates with ${}, operators.
 */
export function readLiteral(source: string, start: number): {readonly value: unknown; readonly end: number} {
  let at = start

  const here = () => {
    at = afterBlank(source, at)
    return source[at]
  }
  const taken = (pattern: RegExp) => {
    pattern.lastIndex = at = afterBlank(source, at)
    const match = pattern.exec(source)
    if (match) at = pattern.lastIndex
    return match?.[0]
  }
  const refuse = () => {
    const line = source.slice(0, at).split('\n').length
    return new NotLiteral(`line ${line} has something that is not plain data`)
  }

  const members = (depth: number): Record<string, unknown> => {
    const entries: [string, unknown][] = []
    at++
    while (here() !== '}') {
      const quoted = taken(text)
      const key = quoted === undefined ? taken(identifier) : unquoted(quoted)
      if (key === undefined || here() !== ':') throw refuse()
      at++
      entries.push([key, value(depth + 1)])
      if (here() === ',') at++
      else if (here() !== '}') throw refuse()
    }
    at++
    // Object.fromEntries makes even `__proto__` a property like any other.
    return Object.fromEntries(entries)
  }
  const items = (depth: number): unknown[] => {
    const list: unknown[] = []
    at++
    while (here() !== ']') {
      list.push(value(depth + 1))
      if (here() === ',') at++
      else if (here() !== ']') throw refuse()
    }
    at++
    return list
  }
  const value = (depth: number): unknown => {
    if (depth > deepest) throw new NotLiteral('it is nested too deeply')
    const first = here()
    if (first === '{') return members(depth)
    if (first === '[') return items(depth)
    const quoted = taken(text)
    if (quoted !== undefined) return unquoted(quoted)
    const number = taken(numeral)
    if (number !== undefined) return Number(number)
    const word = taken(identifier) ?? ''
    if (!Object.hasOwn(words, word)) throw refuse()
    return words[word as keyof typeof words]
  }
  return {value: value(0), end: at}
}

/** Where blanks and comments that begin at `at` end. */
export function afterBlank(source: string, at: number): number {
  blank.lastIndex = at
  blank.test(source)
  return blank.lastIndex
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replace(escaped, (_, hex, long, other) => {
    if (hex ?? long) return String.fromCharCode(Number.parseInt(hex ?? long, 16))
    return other === '\n' ? '' : (plainEscapes[other] ?? other)
  })
}

const blank = /(?:[\s\ufeff]|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y
const identifier = /[A-Za-z_$][\w$]*/y
const text = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`(?:[^`\\$]|\\[\s\S]|\$(?!\{))*`/y
const numeral = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w$.])/y
const escaped = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([\s\S]))/gi
const plainEscapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0'}
const words = {true: true, false: false, null: null, undefined: undefined}
