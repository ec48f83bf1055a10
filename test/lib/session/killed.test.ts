import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {freshTokens, readSession, saveSession} from '../../../src/lib/session/sessions.ts'
import {crookedIssuer} from '../../support/crooked-issuer.ts'
import {type OneFile, oneFile} from '../../support/one-file.ts'
import {adasTokens} from '../../support/sessions.ts'
import {testWorld} from '../../support/world.ts'

const kills = 500
const lanes = 2

describe('a process that is killed while it renews a session', function () {
  this.timeout(600_000)
  let child: OneFile
  before(async () => {
    child = await oneFile(new URL('../../support/refreshing-child.ts', import.meta.url))
  })
  after(() => child.dispose())

  /** Kills as many processes, one after the other, that renew one and the same session. */
  async function lane(many: number): Promise<{old: number; new: number; leftovers: number; ended: number}> {
    const seen = {old: 0, new: 0, leftovers: 0, ended: 0}
    const issuer = await crookedIssuer()
    const world = testWorld()
    const profile = {name: 'work', issuer: issuer.issuer, clientId: 'cli'}
    const first = adasTokens({
      issuer: issuer.issuer,
      clientId: 'cli',
      tokenEndpoint: `${issuer.issuer}/token`,
      refreshToken: 'first'.padEnd(60_000, '.'),
    })
    const {idToken: _, subject: _subject, ...tokens} = first
    let last = {shown: tokens.refreshToken ?? '', given: ''}
    let asked = () => {}
    issuer.on('/token', ({body}) => {
      asked()
      last = {shown: body.get('refresh_token') ?? '', given: `next-${issuer.at('/token').length}`.padEnd(60_000, '.')}
      return {
        access_token: `access-${last.given.length}`,
        token_type: 'Bearer',
        expires_in: 300,
        refresh_token: last.given,
      }
    })
    await saveSession(world, profile, 'default', tokens, 'plaintext')
    const kept = join(world.folders.data, 'sessions')
    const temporary = () => readdirSync(kept).filter(name => name.endsWith('.tmp'))
    const env = {
      PATH: process.env.PATH,
      ...child.env,
      AUTHCTL_DATA_DIR: world.folders.data,
      AUTHCTL_CONFIG_DIR: world.folders.config,
      AUTHCTL_CACHE_DIR: world.folders.cache,
    }
    // Ends by itself, and so leaves compiled code to those that will not.
    await once(spawn(process.execPath, [child.path, JSON.stringify(profile), '2'], {env, stdio: 'inherit'}), 'exit')
    // Milliseconds from a request within which the kill falls: found as we go, so that a slow machine is met as often before
    // its writing as after it.
    let window = 20
    for (let turn = 0; turn < many; turn++) {
      const renewing = new Promise<void>(resolve => {
        asked = resolve
      })
      const one = spawn(process.execPath, [child.path, JSON.stringify(profile)], {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      const ended = once(one, 'exit')
      await Promise.race([renewing, ended])
      await new Promise(resolve => setTimeout(resolve, Math.random() * window))
      one.kill('SIGKILL')
      const [, signal] = await ended
      // A machine that stalls for seconds may let a request of its run out first; then it was not killed, and one more is.
      if (signal !== 'SIGKILL' && ++seen.ended <= many / 10) turn--
      assert.ok(seen.ended <= many / 10, 'it goes on until it is killed')

      const {refreshToken = ''} = (await readSession(world, profile, 'default'))!.tokenSet
      assert.ok([last.shown, last.given].includes(refreshToken), `${refreshToken.slice(0, 20)} is neither old nor new`)
      const met = refreshToken === last.shown ? 'old' : 'new'
      seen[met]++
      window = Math.min(1000, Math.max(2, window * (met === 'old' ? 1.15 : 0.85)))
      const names = temporary()
      assert.ok(names.length <= 1, names.join(' '))
      for (const name of names) assert.equal(statSync(join(kept, name)).mode & 0o777, 0o600)
      seen.leftovers += names.length
    }
    await freshTokens({...world, clock: {...world.clock, now: () => Date.now() + 3_600_000}}, profile, 'default')
    assert.equal(readdirSync(kept).length, 1, 'the next run tidies up')
    await issuer.stop()
    world.dispose()
    return seen
  }

  it(`leaves the old one or the new one, ${kills} times, and at most a leftover that the next run removes`, async () => {
    const all = await Promise.all(Array.from({length: lanes}, () => lane(kills / lanes)))
    for (const what of ['old', 'new', 'leftovers'] as const)
      assert.ok(
        all.some(seen => seen[what] > 0),
        `no kill ever met ${what}: ${JSON.stringify(all)}`,
      )
  })
})
