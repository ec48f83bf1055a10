import {globSync, readFileSync} from 'node:fs'
import type {Plugin} from 'esbuild'

/** Packages worth a file of their own, read when a verb needs them; those of one file share what they are made of. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  aws: ['@aws-sdk/client-cognito-identity-provider', '@smithy/signature-v4'],
  openid: ['openid-client'],
  jose: ['jose'],
  ask: ['inquirer'],
  xml: ['@xmldom/xmldom', 'xml-crypto'],
}

/** Leaves the packages out of our own bundle, and the embedded stack, which shares nothing with the rest. */
export const packagesApart: Plugin = {
  name: 'packages-apart',
  setup(build) {
    const homes = new Map(Object.entries(packages).flatMap(([file, names]) => names.map(name => [name, file])))
    build.onResolve({filter: /^[@a-z]/}, ({path}) => {
      const home = homes.get(path)
      return home === undefined ? undefined : {path: `./packages/${home}.cjs`, external: true}
    })
    build.onResolve({filter: /^\.\.\/emulator\//}, () => ({path: './emulator.js', external: true}))
  },
}

/** The source of a package's file: what our sources import from it, and nothing else, so that the rest is left out. */
export function entryOf(file: string): string {
  return (packages[file] ?? [])
    .map(name => ({name, used: [...namesUsed(name)]}))
    .filter(({used}) => used.length > 0)
    .map(({name, used}) => `export ${used.includes('*') ? '*' : `{${used.join(', ')}}`} from '${name}'`)
    .join('\n')
}

function namesUsed(name: string): Set<string> {
  const statement = new RegExp(
    `(?:import (\\{[^}]*\\}) from|const (\\{[^}]*\\}|\\w+) = await import\\()\\s?'${name}'`,
    'g',
  )
  const sources = globSync('src/**/*.ts', {exclude: ['src/lib/emulator/**']}).map(file => readFileSync(file, 'utf8'))
  const lists = sources.flatMap(source => [...source.matchAll(statement)].map(([, a, b]) => a ?? b ?? ''))
  const names = lists.flatMap(list => (list.startsWith('{') ? list.slice(1, -1).split(',') : ['*']))
  return new Set(names.map(text => text.trim()).filter(text => text !== '' && !text.startsWith('type ')))
}
