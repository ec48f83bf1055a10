/** What stands in a body or a query: names and values where it has them, else text. */
export type Body =
  | {readonly kind: 'form'; readonly entries: readonly (readonly [string, string])[]}
  | {readonly kind: 'json'; readonly document: unknown}
  | {readonly kind: 'text'; readonly text: string}

/** Reads a body by its media type; what does not keep its promise is text. */
export function readBody(text: string, type: string | null): Body {
  if (type?.includes('x-www-form-urlencoded')) return {kind: 'form', entries: [...new URLSearchParams(text)]}
  if (!type || !/json/i.test(type)) return {kind: 'text', text}
  try {
    return {kind: 'json', document: JSON.parse(text)}
  } catch {
    return {kind: 'text', text}
  }
}

/** Its own members, by name: of a form, or of a JSON object. */
export function membersOf(body: Body): Readonly<Record<string, unknown>> {
  if (body.kind === 'form') return Object.fromEntries(body.entries)
  if (body.kind === 'json' && isObject(body.document)) return body.document
  return {}
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
