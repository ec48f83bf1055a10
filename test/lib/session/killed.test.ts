import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {readSession, saveSession} from '../../../src/lib/session/sessions.ts'
import {adasTokens} from '../../support/sessions.ts'
import {testWorld} from '../../support/world.ts'

const child = fileURLToPath(new URL('../../support/writing-child.ts', import.meta.url))

describe('a process that is killed while it keeps a session', function () {
  this.timeout(120_000)
  it('leaves the old one or the new one, and at most a leftover that the next run removes', async () => {
    const world = testWorld()
    const folder = join(world.folders.data, 'sessions')
    const env = {PATH: process.env.PATH, AUTHCTL_DATA_DIR: world.folders.data}
    await saveSession(world, {name: 'work'}, 'default', adasTokens(), 'plaintext')
    for (let turn = 0; turn < 12; turn++) {
      const one = spawn(process.execPath, [child], {env, stdio: ['ignore', 'pipe', 'inherit']})
      await once(one.stdout, 'data')
      await new Promise(resolve => setTimeout(resolve, 20 + Math.random() * 60))
      one.kill('SIGKILL')
      await once(one, 'exit')

      const {refreshToken = ''} = (await readSession(world, {name: 'work'}, 'default'))!.tokenSet
      if (turn > 0) assert.match(refreshToken, /^([a-z])\1{59999}$|^refresh-/)
      const names = readdirSync(folder).filter(name => name.endsWith('.tmp'))
      assert.ok(names.length <= 1, names.join(' '))
      for (const name of names) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
    }
    await saveSession(world, {name: 'work'}, 'default', adasTokens(), 'plaintext')
    assert.equal(readdirSync(folder).length, 1)
    world.dispose()
  })
})
