import {stringify} from 'yaml'
import {type Blueprint, sections} from './document.ts'
import {schemaAddress} from './json-schema.ts'

/** The blueprint as YAML that people read, change and keep in git. */
export function blueprintText(blueprint: Blueprint): string {
  const head = [
    `# yaml-language-server: $schema=${schemaAddress}`,
    '# What a user pool consists of: `authctl plan FILE` tells what would change, `authctl apply FILE` changes it.',
    '# What is not named here stays as it is. Lists are whole: a group, callback or scope that is not in them goes.',
    '# Secrets never stand here, but where they are: {env: NAME}, {file: PATH} or {stdin: true}.',
  ]
  const parts = sections
    .filter(section => blueprint[section] !== undefined)
    .map(section => stringify({[section]: blueprint[section]}, layout))
  return [head.join('\n'), stringify({version: blueprint.version}, layout), ...parts]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
}

const layout = {lineWidth: 0, aliasDuplicateObjects: false, nullStr: ''} as const
