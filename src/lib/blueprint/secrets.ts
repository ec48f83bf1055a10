import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import type {Blueprint, SecretFrom} from './document.ts'

/** The secrets a file refers to, looked up when they are needed. */
export interface Secrets {
  /** @throws Failure `input_required` where there is none, naming where it was looked for. */
  at(path: string, from: SecretFrom): Promise<string>
  /** What can be had without reading standard input; undefined where there is none. */
  peek(from: SecretFrom): Promise<string | undefined>
}

type Places = Pick<World, 'env' | 'cwd' | 'terminal'>

const limit = 1024 * 1024

/** Standard input serves the places that name it, a line each, in the order of the file. */
export function secretsOf({env, cwd, terminal}: Places, blueprint: Blueprint): Secrets {
  const fromInput = referencesOf(blueprint).filter(([, from]) => 'stdin' in from)
  let lines: Promise<string[]> | undefined
  const peek = async (from: SecretFrom) => {
    if ('env' in from) return env[from.env] || undefined
    if ('file' in from) return readFile(resolve(cwd, from.file), 'utf8').then(firstLine, () => undefined)
    return undefined
  }
  return {
    peek,
    at: async (path, from) => {
      if ('stdin' in from) {
        lines ??= terminal.readInput(limit).then(text => text.split(/\r?\n/))
        const line = (await lines)[fromInput.findIndex(([other]) => other === path)]
        if (line) return line
      }
      const found = await peek(from)
      if (found) return found
      throw new Failure('input_required', `${path} is needed, and ${missing(from)}.`)
    },
  }
}

function referencesOf({providers = {}, users = {}}: Blueprint): [path: string, from: SecretFrom][] {
  const named = (path: string, from: SecretFrom | undefined): [string, SecretFrom][] => (from ? [[path, from]] : [])
  return [
    ...Object.entries(providers).flatMap(([name, {clientSecretFrom, privateKeyFrom}]) => [
      ...named(`providers.${name}.clientSecretFrom`, clientSecretFrom),
      ...named(`providers.${name}.privateKeyFrom`, privateKeyFrom),
    ]),
    ...Object.entries(users).flatMap(([name, {passwordFrom}]) => named(`users.${name}.passwordFrom`, passwordFrom)),
  ]
}

function firstLine(text: string): string {
  return text.replace(/\r?\n$/, '')
}

function missing(from: SecretFrom): string {
  if ('env' in from) return `the environment variable ${from.env} is not set`
  if ('file' in from) return `the file ${from.file} has nothing to read`
  return 'standard input has no line for it'
}
