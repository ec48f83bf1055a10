import type {Seed} from './seed.ts'
import {SeedProblem} from './seed-problem.ts'

/**
 * Reads a seed, YAML or JSON.
 * @throws SeedProblem that says which field is wrong and what is wrong with it.
 */
export async function readSeed(text: string): Promise<Seed> {
  // YAML and the schema are needed for seeds of one's own only.
  const [{parse, YAMLParseError}, {checkedSeed}] = await Promise.all([import('yaml'), import('./seed-schema.ts')])
  const result = checkedSeed(read())
  if ('wrong' in result) throw new SeedProblem(result.wrong)
  return result.seed

  function read(): unknown {
    try {
      // JSON is YAML too.
      return parse(text, {maxAliasCount: 100, prettyErrors: true})
    } catch (error) {
      if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error
      const [first = ''] = error.message.split('\n')
      throw new SeedProblem([`This is neither YAML nor JSON: ${first.replace(/:$/, '.')}`])
    }
  }
}
