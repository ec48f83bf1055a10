import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import type {VariableSources} from './fields.ts'

/** Where the parts of a request are, as words on a command line. */
export interface GivenPlaces {
  /** The query itself, `@FILE`, or `-` for standard input; absent for what is piped in. */
  readonly query?: string | undefined
  /** A file, or `-`. */
  readonly variables?: string | undefined
  /** A file with an API key or Lambda token. */
  readonly credentialFile?: string | undefined
  readonly credentialStdin?: boolean | undefined
}

/** The texts that were found there. */
export interface GivenTexts {
  readonly query: string
  readonly variables: VariableSources['file']
  readonly secret: string | undefined
}

/**
 * Reads a request's parts. Standard input can hold one of them.
 * @throws Failure `input_required` without a query, `usage` for what cannot be read or is asked for twice
 */
export async function givenTexts(world: Pick<World, 'terminal' | 'cwd'>, places: GivenPlaces): Promise<GivenTexts> {
  const {query, variables, credentialFile, credentialStdin = false} = places
  if (query === undefined && (world.terminal.inputIsTerminal || credentialStdin || variables === '-'))
    throw new Failure('input_required', 'Which query? It is the argument, @FILE, or what is piped in.', {
      hints: ["authctl graphql '{ __typename }'", 'authctl graphql @query.graphql'],
    })
  const fromInput = [query === undefined || query === '-', variables === '-', credentialStdin].filter(Boolean).length
  if (fromInput > 1)
    throw new Failure('usage', 'Standard input can give only one of query, variables and credential.', {
      hints: ['authctl graphql @query.graphql --variables variables.json'],
    })
  if (credentialFile !== undefined && credentialStdin)
    throw new Failure('usage', 'Pass --credential-file or --credential-stdin, not both.')

  const text = await queryText(world, query)
  if (text.trim() === '')
    throw new Failure('usage', 'The query is empty.', {hints: ["authctl graphql '{ __typename }'"]})
  return {
    query: text,
    variables: variables === undefined ? undefined : {name: variables, text: await textAt(world, variables)},
    secret: credentialStdin
      ? await world.terminal.readInput()
      : credentialFile && (await textAt(world, credentialFile)),
  }
}

function queryText(world: Pick<World, 'terminal' | 'cwd'>, query = '-'): Promise<string> | string {
  if (query === '-') return world.terminal.readInput()
  return query.startsWith('@') ? textAt(world, query.slice(1)) : query
}

async function textAt({terminal, cwd}: Pick<World, 'terminal' | 'cwd'>, place: string): Promise<string> {
  if (place === '-') return terminal.readInput()
  try {
    return (await readFile(resolve(cwd, place), 'utf8')).replace(/^\ufeff/, '')
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Failure('usage', `${place} ${missing ? 'does not exist' : 'cannot be read'}.`, {cause})
  }
}
