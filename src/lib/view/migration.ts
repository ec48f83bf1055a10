import type {Migration} from '../migration/from-api-key.ts'
import type {Page} from './page.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'
import {tableText} from './table.ts'

/** The way from API keys to a user pool: what there is, what would break, what to change. */
export function migrationText({keys, operations, schema, steps}: Migration, page: Page): string {
  const inventory =
    keys &&
    tableText(
      keys,
      [
        {name: 'key', cell: ({key}) => key},
        {name: 'ends', cell: ({expiresAt = 'unknown', ended}) => (ended ? `${expiresAt} (ended)` : expiresAt)},
        {name: 'description', cell: ({description = ''}) => description},
      ],
      page,
    )
  const replayed =
    operations.length === 0
      ? undefined
      : tableText(
          operations,
          [
            {name: 'operation', cell: ({file, name}) => (name === undefined ? file : `${name} (${file})`)},
            {name: 'underKey', cell: ({underKey}) => underKey},
            {name: 'underUserPool', cell: ({underUserPool}) => underUserPool},
            {name: 'verdict', cell: ({breaks, underKey}) => (breaks ? 'breaks' : underKey === 'not-sent' ? '' : 'ok')},
            {name: 'reason', cell: ({reason = ''}) => reason},
          ],
          page,
        )
  const changes = schema?.map(({at, add}) => `  ${paint.green('+')} ${safe(at)} ${add}`).join('\n')
  const sections: [string, string | undefined][] = [
    ['Keys', inventory],
    ['Operations, sent both ways', replayed],
    ['To add to the schema', changes === '' ? '  nothing: what keys open is open to users too' : changes],
    ['Steps, none of them taken', steps.map((step, at) => `  ${at + 1}. ${safe(step)}`).join('\n')],
  ]
  return sections.flatMap(([title, text]) => (text === undefined ? [] : [`${paint.bold(title)}\n${text}`])).join('\n\n')
}
