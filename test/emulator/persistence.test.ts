import assert from 'node:assert/strict'
import {mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {startEmulator} from '../../src/lib/emulator/emulator.ts'

describe('emulator state in a folder', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'authctl-state-')), 'state')

  it('is there again after a restart', async () => {
    const first = await startEmulator({folder})
    first.state.engine.set('Session:1', {payload: {who: 'ada', tags: ['a']}})
    await fetch(`${first.url}/_stack/status`)
    await first.stop()
    const second = await startEmulator({folder})
    await second.stop()
    assert.deepEqual(second.state.engine.get('Session:1'), {payload: {who: 'ada', tags: ['a']}})
  })

  it('belongs to its owner alone, with nothing left over', () => {
    assert.equal(statSync(folder).mode & 0o777, 0o700)
    assert.equal(statSync(join(folder, 'state.json')).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(folder), ['state.json'])
  })

  it('is refused, and kept, when it cannot be read', async () => {
    writeFileSync(join(folder, 'state.json'), '{"version": 1, "sta')
    await assert.rejects(startEmulator({folder}), /state\.json is not a state this version can read/)
    assert.equal(readFileSync(join(folder, 'state.json'), 'utf8'), '{"version": 1, "sta')
  })
})

describe('orders to the stack', () => {
  it('are refused from a web page and taken from a program', async () => {
    const stack = await startEmulator()
    const order = (headers: Record<string, string>) =>
      fetch(`${stack.url}/_stack/clock`, {method: 'POST', body: '{"advanceMs": 60000}', headers})
    const json = {'content-type': 'application/json'}
    const statuses = [
      (await order({})).status,
      (await order({...json, origin: 'https://evil.example'})).status,
      (await order(json)).status,
    ]
    const ahead = stack.clock.now() - Date.now()
    await stack.stop()
    assert.deepEqual(statuses, [415, 403, 200])
    assert.ok(ahead > 59_000 && ahead < 61_000)
  })
})
