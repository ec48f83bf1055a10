import {afterBlank, NotLiteral, readLiteral} from './literal.ts'

/**
 * The object that Amplify's `aws-exports.js` exports: `const awsmobile = {…}; export default awsmobile;` and its
 * CommonJS sibling. The file is parsed, never run: it may hold that object and nothing else.
 * @throws NotLiteral where there is more in it.
 */
export function readAwsExports(source: string): unknown {
  let at = 0
  const taken = (pattern: RegExp) => {
    pattern.lastIndex = at = afterBlank(source, at)
    const match = pattern.exec(source)
    if (match) at = pattern.lastIndex
    return match
  }
  taken(strict)
  const declared = taken(declaration)?.[1]
  if (declared === undefined && !taken(exported)) throw new NotLiteral('it does not begin with one object')
  const {value, end} = readLiteral(source, at)
  at = end
  taken(/(?:as\s+const)?\s*;?/y)
  if (declared !== undefined && taken(exported) && taken(word)?.[0] !== declared)
    throw new NotLiteral(`it exports something else than ${declared}`)
  taken(/;/y)
  if (afterBlank(source, at) < source.length)
    throw new NotLiteral('there is code after the object, and code is not run')
  return value
}

const strict = /(?:'use strict'|"use strict");?/y
const declaration = /(?:export\s+)?(?:const|let|var)\s+([A-Za-z_$][\w$]*)\s*=/y
const exported = /export\s+default\b|module\.exports\s*=/y
const word = /[A-Za-z_$][\w$]*/y
