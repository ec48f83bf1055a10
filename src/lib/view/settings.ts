import {paint} from './paint.ts'
import {type Row, recordText} from './record.ts'
import {safe} from './safe.ts'

/** A thing with settings: its name, and every setting beneath by its path, as `--set` takes it. */
export function settingsText(title: string, settings: object): string {
  return [paint.bold(safe(title)), recordText(rows(settings), '', 56)].filter(part => part !== '').join('\n')
}

function rows(settings: object, path = ''): Row[] {
  return Object.entries(settings).flatMap(([name, value]): Row[] => {
    const at = path === '' ? name : `${path}.${name}`
    if (value === undefined || value === null) return []
    if (Array.isArray(value)) return value.length === 0 ? [] : [[safe(at), value.map(item => safe(said(item)))]]
    return typeof value === 'object' ? rows(value, at) : [[safe(at), safe(said(value))]]
  })
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
