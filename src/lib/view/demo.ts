import type {Door, Told, Transcript} from '../demo/transcript.ts'
import {paint} from './paint.ts'

/** The beginning of a step: what it is about, and what is typed. */
export function stepText({title, command}: Pick<Told, 'title' | 'command'>): string {
  return `\n${paint.bold(title)}${command === undefined ? '' : `\n  ${paint.cyan(`$ ${command}`)}`}`
}

/** What a step printed, and whether that was as it should be. */
export function outcomeText({output = '', ok, expected, outcome}: Told): string {
  const lines = output
    .trimEnd()
    .split('\n')
    .map(line => `    ${line}`.trimEnd())
  const should = expected === 'done' ? '' : ', as it should be'
  const verdict = ok ? paint.green(`✓ ${outcome}${should}`) : paint.red(`✗ ${outcome}, and it should be ${expected}`)
  return [...lines, `  ${verdict}`].join('\n')
}

/** Who was let in, and whether the story went as it should. */
export function endText({ok, doors}: Transcript): string {
  const width = Math.max(...doors.map(({who}) => who.length))
  return [
    '',
    paint.bold('Who was let in'),
    ...doors.map(door => doorText(door, width)),
    '',
    ok ? paint.green('Every step did what it should.') : paint.red('Some steps did not do what they should.'),
  ].join('\n')
}

function doorText({who, field, letIn}: Door, width: number): string {
  return `  ${who.padEnd(width)}  ${field.padEnd(8)}  ${letIn ? paint.green('let in') : paint.yellow('refused')}`
}
