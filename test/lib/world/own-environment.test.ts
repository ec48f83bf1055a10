import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {systemBrowser} from '../../../src/lib/world/node/browser.ts'
import {takeEnvironment} from '../../../src/lib/world/node/own-environment.ts'

const variables = () => ({
  PATH: process.env.PATH ?? '',
  AUTHCTL_PROFILE: 'work',
  AUTHCTL_PASSPHRASE_FILE: '/a/file',
  AUTHCTL_PASSPHRASE: 'canary-1',
  AUTHCTL_CLIENT_SECRET: 'canary-2',
  AUTHCTL_PASSWORD: 'canary-3',
})

describe('secrets in environment variables', () => {
  it('are ours to read, and not inherited by what we start', () => {
    const inherited = variables()
    assert.deepEqual(takeEnvironment(inherited), variables())
    assert.deepEqual(Object.keys(inherited), ['PATH', 'AUTHCTL_PROFILE', 'AUTHCTL_PASSPHRASE_FILE'])
  })

  it('are not shown to the program that BROWSER names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'authctl-browser-'))
    const [program, seen] = [join(folder, 'browser'), join(folder, 'seen')]
    writeFileSync(program, `#!/bin/sh\nenv > '${seen}.part' && mv '${seen}.part' '${seen}'\n`, {mode: 0o700})
    await systemBrowser({...variables(), BROWSER: program}).open(new URL('https://issuer.example/'))
    for (let tries = 0; !existsSync(seen) && tries < 200; tries++) await new Promise(resolve => setTimeout(resolve, 25))
    const text = readFileSync(seen, 'utf8')
    assert.match(text, /^AUTHCTL_PROFILE=work$/m)
    assert.ok(!text.includes('canary'), text)
    rmSync(folder, {recursive: true})
  })
})
