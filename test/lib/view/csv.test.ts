import assert from 'node:assert/strict'
import {csvText} from '../../../src/lib/view/csv.ts'

const columns = [{name: 'value', cell: (text: string) => text}]

const cases: [what: string, cell: string, written: string][] = [
  ['plain text', 'ada', 'ada'],
  ['a comma', 'a,b', '"a,b"'],
  ['quotes', 'say "hi"', '"say ""hi"""'],
  ['a line break', 'a\nb', '"a\nb"'],
  ['a formula', '=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['a phone number, which a spreadsheet would add up', '+15550100', "'+15550100"],
  ['a negative number', '-1', "'-1"],
  ['an at sign', '@SUM(A1)', "'@SUM(A1)"],
  ['a tab in front', '\t=1', "'\t=1"],
  ['a full-width equals sign', '＝1', "'＝1"],
  ['nothing', '', ''],
]

describe('csv', () => {
  for (const [what, cell, written] of cases)
    it(`writes ${what}`, () => assert.equal(csvText([cell], columns, {columns: undefined}), `value\r\n${written}\r\n`))
  it('keeps every character in a file and none that moves the cursor in a terminal', () => {
    assert.equal(csvText(['\u001b[2J'], columns, {columns: undefined}), 'value\r\n\u001b[2J\r\n')
    assert.equal(csvText(['\u001b[2J'], columns, {columns: 80}), 'value\r\n\\u{1b}[2J\r\n')
  })
})
