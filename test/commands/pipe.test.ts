import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'
import {testWorld} from '../support/world.ts'

describe('a pipe', () => {
  it('is never taken for an argument that is missing', () => {
    const world = testWorld()
    try {
      const main = fileURLToPath(new URL('../../bin/dev.js', import.meta.url))
      // oclif waits this long for a pipe to bring an argument, if it is let.
      const patience = {OCLIF_STDIN_TIMEOUT_MS: '5000'}
      const env = {...process.env, ...patience, AUTHCTL_CONFIG_DIR: world.folders.config}
      const argv = [main, 'profile', 'show', '--json']
      const {stdout} = spawnSync(process.execPath, argv, {encoding: 'utf8', env, cwd: world.cwd, input: 'piped-secret'})
      assert.equal(JSON.parse(stdout).error.code, 'profile_not_found')
      assert.doesNotMatch(stdout, /piped-secret/)
    } finally {
      world.dispose()
    }
  })
})
