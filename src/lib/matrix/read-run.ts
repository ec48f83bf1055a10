import * as v from 'valibot'
import {Failure} from '../failure.ts'
import type {Verdict} from './document.ts'
import {readDocument} from './read-document.ts'

/** What one identity may do with one operation, as a run saw it or a matrix expects it. */
export interface Seen {
  readonly operation: string
  readonly identity: string
  readonly verdict: Verdict
}

const run = v.object({
  cells: v.array(
    v.object({
      operation: v.string(),
      identity: v.string(),
      observed: v.picklist(['allow', 'deny', 'unknown', 'error']),
    }),
  ),
})

/**
 * Reads what `matrix run --json` printed, or a matrix itself.
 * @throws Failure `config_invalid` for what is neither
 */
export function readRun(text: string, name: string): Seen[] {
  if (!text.trimStart().startsWith('{')) return expectations(text, name)
  const document = jsonIn(text)
  const read = v.safeParse(run, document)
  if (read.success) return read.output.cells.map(({observed, ...cell}) => ({...cell, verdict: observed}))
  if (typeof document === 'object' && document !== null && 'operations' in document) return expectations(text, name)
  throw new Failure('config_invalid', `${name} is neither what matrix run --json prints nor a matrix.`, {
    hints: ['authctl matrix run --json > run.json'],
  })
}

function expectations(text: string, name: string): Seen[] {
  return Object.entries(readDocument(text, name).operations).flatMap(([operation, {expect}]) =>
    Object.entries(expect).map(([identity, verdict]) => ({operation, identity, verdict})),
  )
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
