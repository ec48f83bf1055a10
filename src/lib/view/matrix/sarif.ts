import type {MatrixRun} from '../../matrix/run.ts'
import {sentenceOf, verdictOf} from './grid.ts'

const rules = [
  {id: 'exposed', level: 'error', text: 'Somebody may do what they should not.'},
  {id: 'locked-out', level: 'warning', text: 'Somebody may not do what they should.'},
] as const

/** Differences as SARIF 2.1.0, at the matrix they are held against. */
export function matrixSarif(
  run: MatrixRun,
  {file, version}: {readonly file: string; readonly version: string},
): object {
  const results = run.cells.flatMap(cell => {
    const rule = rules.find(({id}) => id === verdictOf(cell))
    if (!rule) return []
    const location = {
      physicalLocation: {artifactLocation: {uri: encodeURI(file.replaceAll('\\', '/'))}},
      logicalLocations: [{fullyQualifiedName: `${cell.operation} as ${cell.identity}`}],
    }
    return [{ruleId: rule.id, level: rule.level, message: {text: `${sentenceOf(cell)}.`}, locations: [location]}]
  })
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'authctl',
            version,
            rules: rules.map(({id, text}) => ({id, shortDescription: {text}})),
          },
        },
        results,
      },
    ],
  }
}
