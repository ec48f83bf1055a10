import {mkdirSync, writeFileSync} from 'node:fs'
import {poolJsonSchema} from '../src/lib/blueprint/json-schema.ts'

/** Writes the JSON Schema of pool files, which ships with the package. */
mkdirSync('schema', {recursive: true})
writeFileSync('schema/pool.schema.json', `${JSON.stringify(poolJsonSchema(), undefined, 2)}\n`)
