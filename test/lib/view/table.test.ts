import assert from 'node:assert/strict'
import {plain} from '../../../src/lib/view/plain.ts'
import {tableText} from '../../../src/lib/view/table.ts'
import {cells} from '../../../src/lib/view/width.ts'

interface Person {
  readonly name: string
  readonly city: string
}

const columns = [
  {name: 'name', cell: ({name}: Person) => name},
  {name: 'homeTown', cell: ({city}: Person) => city},
]

function lines(people: Person[], width?: number): string[] {
  return plain(tableText(people, columns, {columns: width})).split('\n')
}

describe('a table', () => {
  it('aligns what has different widths on the screen', () => {
    assert.deepEqual(
      lines([
        {name: '王小明', city: '台北'},
        {name: 'Zoë', city: 'Köln'},
        {name: 'e\u0301va', city: 'Łódź'},
        {name: '🦊', city: 'x'},
      ]),
      ['NAME    HOME TOWN', '王小明  台北', 'Zoë     Köln', 'e\u0301va     Łódź', '🦊      x'],
    )
  })
  it('cuts nothing where nobody is looking', () => {
    const long = 'x'.repeat(500)
    assert.deepEqual(lines([{name: long, city: long}])[1], `${long}  ${long}`)
  })
  for (const width of [80, 40, 20, 8]) {
    it(`fits into ${width} columns, wide characters and all`, () => {
      const shown = lines([{name: '王'.repeat(30), city: 'y'.repeat(90)}], width).filter(line => !line.startsWith('('))
      for (const line of shown) assert.ok(cells(line) <= width, line)
    })
  }
  it('leaves out last columns for which there is no room, and names them', () => {
    assert.deepEqual(lines([{name: 'Ada Lovelace', city: 'London'}], 10), [
      'NAME',
      'Ada Lovel…',
      '(not shown: home town)',
    ])
  })
  it('survives a terminal of no width', () => {
    assert.equal(lines([{name: 'Ada', city: 'London'}], 0).length, 3)
  })
  it('lets no cell move the cursor or forge a row', () => {
    const text = tableText([{name: 'a\u001b[2Jb\nVERIFIED', city: '\u202etxt'}], columns, {columns: undefined})
    assert.deepEqual(plain(text).split('\n'), [
      'NAME                      HOME TOWN',
      'a\\u{1b}[2Jb\\u{a}VERIFIED  \\u{202e}txt',
    ])
  })
})
