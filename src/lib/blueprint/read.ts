import {LineCounter, parseDocument} from 'yaml'
import {Failure} from '../failure.ts'
import type {Blueprint} from './document.ts'
import {poolForm} from './pool-form.ts'
import {type Trouble, valueAt} from './read-value.ts'
import {dangling, knownOf, referencesOf} from './references.ts'

/** More are not read aloud: after so many, the first ones say it all. */
const most = 5

/**
 * A pool as it stands in YAML or JSON.
 * @throws Failure `config_invalid` naming line and path of everything that makes no sense
 */
export function readBlueprint(text: string, file: string): Blueprint {
  const lines = new LineCounter()
  const document = parseDocument(text, {lineCounter: lines, prettyErrors: false, uniqueKeys: false})
  const lineAt = (offset: number) => lines.linePos(offset).line
  const [broken] = document.errors
  if (broken) throw invalid(file, [`line ${lineAt(broken.pos[0])}: ${broken.message}`], broken)
  const troubles: Trouble[] = []
  const places = new Map<string, number>()
  const read = valueAt({document, troubles, places}, poolForm, document.contents, '') as Blueprint
  if (troubles.length === 0) troubles.push(...contradictions(read, places))
  if (troubles.length > 0)
    throw invalid(
      file,
      troubles
        .sort((a, b) => a.offset - b.offset)
        .map(({path, words, offset}) => `line ${lineAt(offset)}: ${path === '' ? 'it' : path} ${words}`),
    )
  return read
}

/** What each part of the file allows, and the whole does not. */
function contradictions(read: Blueprint, places: ReadonlyMap<string, number>): Trouble[] {
  const at = (path: string, words: string): Trouble => ({path, words, offset: places.get(path) ?? 0})
  const references = dangling(referencesOf(read), knownOf(read)).map(({path, to, name}) =>
    at(path, `names the ${to} ${name}, which is not in this file`),
  )
  const members = Object.entries(read.users ?? {}).flatMap(([user, {groups = [], permanent, passwordFrom}]) => [
    ...groups
      .map((group, index) => ({group, index}))
      .filter(({group, index}) => groups.indexOf(group) !== index)
      .map(({group, index}) => at(`users.${user}.groups[${index}]`, `names the group ${group} twice`)),
    ...(permanent && passwordFrom === undefined
      ? [at(`users.${user}.permanent`, 'is about a password, and there is no passwordFrom')]
      : []),
  ])
  return [...references, ...members]
}

function invalid(file: string, words: readonly string[], cause?: unknown): Failure {
  const said = words.slice(0, most).join('; ')
  const rest = words.length > most ? `; and ${words.length - most} more` : ''
  return new Failure('config_invalid', `${file} cannot be used: ${said}${rest}.`, {cause})
}
