import {Problem} from '../problem.ts'

/**
 * One page of a list, and the token of the next where there is one. A token continues after the last item seen, so that
 * items which come or go in between neither repeat nor hide others.
 * @throws Problem `InvalidParameterException` for a token this list did not give.
 */
export function page<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  {size, token, of}: {size: number; token: string | undefined; of: string},
): {items: Item[]; next?: string} {
  const sorted = [...items].sort((a, b) => order(keyOf(a), keyOf(b)))
  const after = token === undefined ? undefined : read(token, of)
  const rest = after === undefined ? sorted : sorted.filter(item => order(keyOf(item), after) > 0)
  const shown = rest.slice(0, size)
  const last = shown.at(-1)
  return {items: shown, ...(last !== undefined && rest.length > size && {next: write(of, keyOf(last))})}
}

/** Lists show at most 60 at once; asked for none in particular, or for zero, they show as many. */
export function pageSize(limit: number | undefined, most = 60): number {
  return limit || most
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function write(of: string, key: string): string {
  return Buffer.from(JSON.stringify([of, key])).toString('base64url')
}

function read(token: string, of: string): string {
  try {
    const [list, key] = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (list === of && typeof key === 'string') return key
  } catch {
    // Not one of ours: refused below like any other.
  }
  throw new Problem('InvalidParameterException', 'Invalid pagination token.')
}
