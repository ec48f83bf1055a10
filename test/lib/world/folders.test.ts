import assert from 'node:assert/strict'
import {platformFolders} from '../../../src/lib/world/node/folders.ts'
import {inOwnProcess} from '../../support/own-process.ts'

const names = ['config', 'data', 'cache'] as const

describe('the folders of this program', () => {
  it('are the ones its own variables name, before all others', () => {
    const env = {HOME: '/h', XDG_CONFIG_HOME: '/x', XDG_DATA_HOME: '/x', XDG_CACHE_HOME: '/x'}
    for (const name of names)
      assert.equal(platformFolders({...env, [`AUTHCTL_${name.toUpperCase()}_DIR`]: '/own'})[name], '/own')
  })

  it('stand where XDG says, else in the home folder', function () {
    if (process.platform !== 'linux') this.skip()
    const xdg = platformFolders({HOME: '/h', XDG_CONFIG_HOME: '/c', XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/e'})
    assert.deepEqual([xdg.config, xdg.data, xdg.cache], ['/c/authctl', '/d/authctl', '/e/authctl'])
    const home = platformFolders({HOME: '/h', XDG_CONFIG_HOME: ''})
    assert.deepEqual(
      [home.config, home.data, home.cache],
      ['/h/.config/authctl', '/h/.local/share/authctl', '/h/.cache/authctl'],
    )
  })

  it('are named in one sentence where they cannot be made', async () => {
    const flags = ['--issuer', 'https://issuer.example', '--client-id', 'cli', '--json']
    const {status, stdout} = await inOwnProcess({HOME: '/dev/null'}, ['profile', 'create', 'x', ...flags])
    const {error} = JSON.parse(stdout)
    assert.deepEqual([status, error.code], [1, 'storage_failed'], stdout)
    assert.match(error.message, /^[^\n]*\/dev\/null[^\n]*$/)
  })
})
