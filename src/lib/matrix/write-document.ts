import {stringify} from 'yaml'
import type {MatrixDocument} from './document.ts'

/** The document as YAML that people read and change, with the remarks above what they are about. */
export function writeDocument(
  matrix: MatrixDocument,
  remarks: readonly {readonly at: string; readonly text: string}[] = [],
): string {
  const head = [
    '# Who may do what: held against the API by `authctl matrix run`, which ends with 9 where it differs.',
    '# Identities are those of `authctl login --as NAME`; mutations are sent only where `mutations` names them.',
    ...remarks.map(({at, text}) => `# ! ${at}: ${text}`),
  ]
  return `${head.join('\n')}\n${stringify(matrix, {lineWidth: 120, defaultStringType: 'PLAIN', blockQuote: false})}`
}
