import {parseDocument} from 'yaml'
import type {MatrixRun} from './run.ts'

/** The same YAML with what was seen as what is expected; comments and order stay. */
export function accepted(text: string, {cells}: MatrixRun): string {
  const document = parseDocument(text)
  for (const {operation, identity, observed} of cells)
    if (observed === 'allow' || observed === 'deny')
      document.setIn(['operations', operation, 'expect', identity], observed)
  return document.toString({lineWidth: 120})
}
