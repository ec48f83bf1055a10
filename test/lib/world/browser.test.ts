import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {systemBrowser} from '../../../src/lib/world/node/browser.ts'

describe('the program that opens pages', () => {
  const folder = mkdtempSync(join(tmpdir(), 'authctl-opener-'))
  const [program, seen] = [join(folder, 'browser'), join(folder, 'seen')]
  const {open} = systemBrowser({PATH: process.env.PATH ?? '', BROWSER: program})
  before(() =>
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > '${seen}.part' && mv '${seen}.part' '${seen}'\n`, {
      mode: 0o700,
    }),
  )
  beforeEach(() => rmSync(seen, {force: true}))
  after(() => rmSync(folder, {recursive: true}))

  async function given(): Promise<string> {
    for (let tries = 0; !existsSync(seen) && tries < 200; tries++) await new Promise(resolve => setTimeout(resolve, 25))
    return readFileSync(seen, 'utf8')
  }

  for (const url of [
    'https://issuer.example/authorize?a=$(id)&b=`id`;id|id&c=%20%22',
    'http://127.0.0.1:9/authorize',
    'http://localhost:9/',
    'http://[::1]:9/',
  ])
    it(`is given ${url}, as one word and to no shell`, async () => {
      await open(new URL(url))
      assert.equal(await given(), `${new URL(url).href}\n`)
    })

  for (const url of [
    'http://issuer.example/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'https://user:password@issuer.example/',
    'http://evil@127.0.0.1/',
    'file:///etc/passwd',
    'file://server/share',
    'javascript:alert(1)',
    'data:text/html,x',
    'vscode://extension',
    'ms-msdt:/id',
    'blob:https://issuer.example/x',
  ])
    it(`is never given ${url}`, async () => {
      await assert.rejects(open(new URL(url)), {name: 'Failure', code: 'denied'})
      assert.equal(existsSync(seen), false)
    })

  it('is never given a word that could be an option', () => {
    for (const text of ['-remote', '--help', ' -x']) assert.equal(URL.parse(text), null)
  })
})
