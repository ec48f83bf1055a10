import * as v from 'valibot'
import {parse} from 'yaml'
import {modes} from '../api/modes.ts'
import {Failure} from '../failure.ts'
import type {MatrixDocument} from './document.ts'

const mode = v.picklist(modes, `must be one of ${modes.join(', ')}`)
const texts = v.array(v.string('must be a text'), 'must be a list')
const expectation = v.picklist(['allow', 'deny'], 'must be allow or deny')

const identity = v.strictObject({
  auth: mode,
  as: v.optional(v.string('must be a text')),
  token: v.optional(v.picklist(['id', 'access'], 'must be id or access')),
  groups: v.optional(texts),
  persona: v.optional(v.strictObject({groups: texts})),
})

const operation = v.strictObject({
  query: v.optional(v.string('must be a text')),
  variables: v.optional(v.record(v.string(), v.unknown(), 'must be an object')),
  rest: v.optional(v.pipe(v.string('must be a text'), v.regex(/^[A-Z]+ \S+$/, 'is METHOD PATH, as “GET /notes”'))),
  expect: v.record(v.string(), expectation, 'must be an object'),
})

const document = v.strictObject({
  version: v.literal(1, 'must be 1'),
  api: v.optional(v.string('must be a text')),
  modes: v.optional(v.strictObject({default: mode, additional: v.array(mode, 'must be a list')})),
  identities: v.record(v.string(), identity, 'must be an object'),
  mutations: v.optional(texts),
  operations: v.record(v.string(), operation, 'must be an object'),
})

/**
 * A matrix as it stands in YAML or JSON.
 * @throws Failure `config_invalid` naming the place where it makes no sense
 */
export function readDocument(text: string, name: string): MatrixDocument {
  const read = v.safeParse(document, parsed(text, name))
  if (!read.success) throw invalid(name, wordsFor(read.issues[0]))
  const {identities, operations} = read.output
  for (const [at, {query, rest, expect}] of Object.entries(operations)) {
    if ((query === undefined) === (rest === undefined))
      throw invalid(name, `operations.${at} has a query or a rest, not both`)
    const stranger = Object.keys(expect).find(who => !Object.hasOwn(identities, who))
    if (stranger !== undefined) throw invalid(name, `operations.${at}.expect names ${stranger}, who is no identity`)
  }
  return read.output as MatrixDocument
}

function parsed(text: string, name: string): unknown {
  try {
    return parse(text, {maxAliasCount: 100})
  } catch (cause) {
    const [line = ''] = (cause as Error).message.split('\n')
    throw invalid(name, `it is no YAML: ${line.replace(/:$/, '')}`, cause)
  }
}

function wordsFor(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'it'
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${path} is unknown here`
  if (issue.received === 'undefined') return `${path} is missing`
  return `${path} ${issue.type.endsWith('object') ? 'must be an object' : issue.message}`
}

function invalid(name: string, words: string, cause?: unknown): Failure {
  return new Failure('config_invalid', `${name} cannot be used: ${words}.`, {cause, hints: ['authctl matrix init']})
}
