import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {type ReadPlace, textAt} from './given-place.ts'

/**
 * The query: the words themselves, `@FILE`, or `-` or nothing for what is piped in.
 * @throws Failure `input_required` without a query, `usage` for an empty one or what cannot be read
 */
export async function givenQuery(
  {terminal}: Pick<World, 'terminal'>,
  read: ReadPlace,
  {query, inputTaken}: {readonly query: string | undefined; readonly inputTaken: boolean},
): Promise<string> {
  if (query === undefined && (terminal.inputIsTerminal || inputTaken))
    throw new Failure('input_required', 'Which query? It is the argument, @FILE, or what is piped in.', {
      hints: ["authctl graphql '{ __typename }'", 'authctl graphql @query.graphql'],
    })
  const text = await given(read, query ?? '-')
  if (text.trim() === '')
    throw new Failure('usage', 'The query is empty.', {hints: ["authctl graphql '{ __typename }'"]})
  return text
}

/** A body: the words themselves, `@FILE`, or `-` for what is piped in. */
export async function givenBody(read: ReadPlace, body: string | undefined): Promise<Buffer | undefined> {
  if (body === undefined) return undefined
  if (body === '-') return read('-')
  return body.startsWith('@') ? read(body.slice(1)) : Buffer.from(body)
}

/** An API key or Lambda token from a file or standard input; undefined where neither was named. */
export async function givenSecret(
  read: ReadPlace,
  {
    'credential-file': file,
    'credential-stdin': stdin = false,
  }: {readonly 'credential-file'?: string | undefined; readonly 'credential-stdin'?: boolean | undefined},
): Promise<string | undefined> {
  if (file !== undefined && stdin) throw new Failure('usage', 'Pass --credential-file or --credential-stdin, not both.')
  const place = stdin ? '-' : file
  return place === undefined ? undefined : textAt(read, place)
}

async function given(read: ReadPlace, query: string): Promise<string> {
  if (query === '-') return textAt(read, '-')
  return query.startsWith('@') ? textAt(read, query.slice(1)) : query
}
