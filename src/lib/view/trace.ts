import type {Told} from '../trace/told.ts'
import type {Page} from './page.ts'
import {paint} from './paint.ts'
import {safe} from './safe.ts'
import {cells, cut} from './width.ts'

const arrows: Readonly<Record<Told['direction'], string>> = {
  sent: '→',
  came: '←',
  'browser-sent': '⇢',
  'browser-came': '⇠',
  'message-sent': '↗',
  'message-came': '↙',
}
const indent = '     '
/** Narrower than this, a value stands beneath its name. */
const sideBySide = 60
const longestName = 30
const longestValue = 400

/** One step of a trace. Everything in it came from elsewhere. */
export function traceText(told: Told, {columns}: Page): string {
  const {direction, number, head, title, members, more, derived, says} = told
  const mark = `${arrows[direction]} ${number ?? ''}`.padEnd(indent.length)
  const where = direction.startsWith('browser') ? `browser ${head}` : head
  const width = Math.min(longestName, Math.max(0, ...members.map(([name]) => cells(safe(name)))))
  return [
    `${paint.cyan(mark)}${wrapped(safe(where), columns, indent)}`,
    ...(title === undefined ? [] : [`${indent}${paint.bold(wrapped(safe(title), columns, indent))}`]),
    ...members.map(member => memberLines(member, width, columns)),
    ...(more > 0 ? [`${indent}${paint.dim(`and ${more} more`)}`] : []),
    ...derived.map(line => `${indent}${paint.green('·')} ${wrapped(safe(line), columns, `${indent}  `)}`),
    ...(says ? [`${indent}${paint.dim(`§ ${wrapped(`${says[1]}: ${safe(says[0])}`, columns, `${indent}  `)}`)}`] : []),
  ].join('\n')
}

function memberLines([name, value]: readonly [string, string], width: number, columns: number | undefined): string {
  const label = safe(name)
  const room = (columns ?? Number.POSITIVE_INFINITY) - cells(indent)
  const fitting = paint.dim(cells(label) > room ? wrapped(label, columns, indent) : label)
  if (value === '') return `${indent}${fitting}`
  const narrow = room + cells(indent) < sideBySide || cells(label) > width
  const hang = `${indent}${' '.repeat(narrow ? 4 : width + 2)}`
  const body = wrapped(cut(safe(value), longestValue), columns, hang)
  return narrow ? `${indent}${fitting}\n${hang}${body}` : `${indent}${paint.dim(label.padEnd(width))}  ${body}`
}

/** Broken to the width of the terminal, at spaces where there are some; later lines begin with `hang`. */
function wrapped(text: string, columns: number | undefined, hang: string): string {
  if (columns === undefined) return text
  const room = Math.max(10, columns - cells(hang))
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap(word => pieces(word, room))) {
    if (line !== '' && cells(line) + 1 + cells(word) > room) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${hang}`)
}

/** A word cut into parts that each fit. */
function pieces(word: string, room: number): string[] {
  if (cells(word) <= room) return [word]
  const parts = ['']
  for (const character of word) {
    const last = parts.at(-1) ?? ''
    if (cells(last) + cells(character) > room) parts.push(character)
    else parts[parts.length - 1] = last + character
  }
  return parts
}
