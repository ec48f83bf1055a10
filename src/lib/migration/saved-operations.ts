import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/** One operation of a file that clients send. */
export interface SavedOperation {
  readonly file: string
  readonly name?: string
  readonly kind: 'query' | 'mutation' | 'subscription'
  /** The whole file, fragments and all. */
  readonly document: string
  readonly variables?: Record<string, unknown>
}

/**
 * The operations in files; the variables of `notes.graphql` are in `notes.json` beside it, where that is there.
 * @throws Failure `usage` for a file that cannot be read, or holds no GraphQL
 */
export async function savedOperations(
  world: Pick<World, 'cwd'>,
  files: readonly string[],
): Promise<readonly SavedOperation[]> {
  return (await Promise.all(files.map(file => operationsIn(world, file)))).flat()
}

async function operationsIn({cwd}: Pick<World, 'cwd'>, file: string): Promise<SavedOperation[]> {
  const {Kind, parse} = await import('graphql')
  const path = resolve(cwd, file)
  const text = await textOf(path, file)
  const beside = path.replace(/(\.[^./\\]*)?$/, '.json')
  const variables =
    beside === path ? undefined : objectIn(await readFile(beside, 'utf8').catch(() => undefined), beside)
  try {
    return parse(text).definitions.flatMap(one =>
      one.kind === Kind.OPERATION_DEFINITION
        ? [
            {
              file,
              kind: one.operation,
              document: text,
              ...(one.name && {name: one.name.value}),
              ...(variables && {variables}),
            },
          ]
        : [],
    )
  } catch (cause) {
    throw new Failure('usage', `${file} holds no GraphQL: ${(cause as Error).message}`, {cause})
  }
}

async function textOf(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new Failure('usage', `${file} cannot be read.`, {cause})
  }
}

function objectIn(text: string | undefined, name: string): Record<string, unknown> | undefined {
  if (text === undefined) return undefined
  try {
    const value = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {}
  throw new Failure('usage', `${name} must be a JSON object with one member for each variable.`)
}
