import type {MatrixDocument} from '../../matrix/document.ts'
import {paint} from '../paint.ts'
import {safe} from '../safe.ts'

interface Made extends MatrixDocument {
  readonly file: string
  readonly remarks: readonly {readonly at: string; readonly text: string}[]
}

/** What was written, what in the schema misleads, and what to do next. */
export function madeMatrixText({file, operations, identities, remarks}: Made): string {
  const [many, people] = [Object.keys(operations).length, Object.keys(identities).length]
  return [
    `${safe(file)}: ${many} operation${many === 1 ? '' : 's'} for ${people} ${people === 1 ? 'identity' : 'identities'}.`,
    ...remarks.map(({at, text}) => `${paint.yellow(`${safe(at)}:`)} ${safe(text)}.`),
    `${paint.dim('→')} authctl matrix run${file === 'matrix.yaml' ? '' : ` --file ${safe(file)}`}`,
  ].join('\n')
}
