import type {Level, Posture, PostureFinding} from '../directory/posture.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'

const colors: Readonly<Record<Level, (text: string) => string>> = {
  high: paint.red,
  medium: paint.yellow,
  low: paint.dim,
}

/** What was found about a pool, worst first, and what would mend it. */
export function postureText({pool, name, clients, findings}: Posture): string {
  const looked = `${safe(name)} (${safe(pool)}) and ${clients} client${clients === 1 ? '' : 's'}`
  if (findings.length === 0) return `Nothing found about ${looked}.`
  const count = `${findings.length} finding${findings.length === 1 ? '' : 's'}`
  return [`${count} about ${looked}:`, ...findings.map(findingText)].join('\n')
}

function findingText({rule, level, subject, message, remedy}: PostureFinding): string {
  const head = `${colors[level](level.padEnd(6))}  ${safe(subject)}: ${safe(message)} ${paint.dim(`[${rule}]`)}`
  return remedy === undefined ? head : `${head}\n        ${safe(remedy)}`
}

const sarifLevels: Readonly<Record<Level, string>> = {high: 'error', medium: 'warning', low: 'note'}

/** The same for code scanning: SARIF 2.1.0, of OASIS. */
export function postureSarif(
  {pool, findings}: Posture,
  rules: readonly {readonly id: string; readonly wants: string; readonly level: Level}[],
): object {
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'authctl',
            rules: rules.map(({id, wants, level}) => ({
              id,
              shortDescription: {text: wants},
              defaultConfiguration: {level: sarifLevels[level]},
            })),
          },
        },
        results: findings.map(({rule, level, subject, message, remedy}) => ({
          ruleId: rule,
          ruleIndex: rules.findIndex(({id}) => id === rule),
          level: sarifLevels[level],
          message: {text: [`${subject}: ${message}`, ...(remedy === undefined ? [] : [remedy])].join('\n')},
          locations: [
            {logicalLocations: [{name: subject, fullyQualifiedName: `${pool}/${subject}`, kind: 'resource'}]},
          ],
        })),
      },
    ],
  }
}
