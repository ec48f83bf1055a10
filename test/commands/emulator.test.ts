import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {Failure} from '../../src/lib/failure.ts'
import {readProfiles, writeProfiles} from '../../src/lib/profile/store.ts'
import type {World} from '../../src/lib/world/world.ts'
import {authctl, type Ran, testWorld} from '../support/world.ts'

/** A stack in the foreground of this process, which ends when `stop` is called, as by Ctrl-C. */
async function foreground(changes: Partial<World> = {}, ...flags: string[]) {
  const cancel = new AbortController()
  let said = ''
  const base = testWorld(changes)
  const terminal = Object.create(base.terminal, {out: {value: (text: string) => (said += text)}})
  const world = Object.create(base, {terminal: {value: terminal}, cancelled: {value: cancel.signal}})
  const ended = authctl(world, 'emulator', 'start', '--port', '0', '--json', ...flags)
  while (said === '' && (await Promise.race([ended, base.clock.sleep(20)])) === undefined);
  return {
    world: base,
    answer: said === '' ? undefined : JSON.parse(said),
    ended,
    stop: (): Promise<Ran> => {
      cancel.abort(new Failure('cancelled', 'Cancelled.'))
      return ended
    },
  }
}

describe('authctl emulator', () => {
  it('starts, is found, is put back to its seed, and ends at a signal', async () => {
    const {world, answer, stop} = await foreground()
    assert.deepEqual(Object.keys(answer).sort(), [
      ...['clients', 'endpoints', 'issuer', 'pid', 'region', 'standardIssuer', 'url', 'userPoolId', 'users'],
    ])
    assert.deepEqual(answer.users[2], {username: 'linus', groups: [], password: 'Correct-Horse-9'})
    assert.equal((await authctl(world, 'emulator', 'status', '--json')).json().url, answer.url)
    assert.equal((await authctl(world, 'emulator', 'reset', '--yes')).status, 0)
    const {current, profiles} = await readProfiles(world)
    assert.equal(current, 'local')
    assert.equal(profiles.get('local')?.issuer, answer.issuer)
    assert.equal(profiles.get('local-standard')?.issuer, answer.standardIssuer)
    assert.equal((await stop()).status, 0)
    assert.equal((await authctl(world, 'emulator', 'status')).status, 5)
  })

  it('leaves a profile called local alone when it leads elsewhere', async () => {
    const world = testWorld()
    for (const whom of [{issuer: 'https://issuer.example'}, {userPoolId: 'eu-west-1_Ours1'}]) {
      const own = {name: 'local', ...whom}
      await writeProfiles(world, {profiles: new Map([['local', own]])})
      const {stop} = await foreground({folders: world.folders})
      await stop()
      const {current, profiles} = await readProfiles(world)
      assert.deepEqual([current, profiles.get('local')], [undefined, own])
    }
  })

  it('refuses a second stack of the same user', async () => {
    const {world, stop} = await foreground()
    const second = await authctl(world, 'emulator', 'start', '--port', '0')
    await stop()
    assert.equal(second.status, 10)
    assert.match(second.stderr, /running already/)
  })

  it('begins with a world of one’s own', async () => {
    const world = testWorld()
    const seed =
      'pools:\n  - id: eu-west-1_Mine\n    name: mine\n    users: [{username: eve, password: Some-Secret-12}]\n'
    writeFileSync(join(world.cwd, 'world.yaml'), seed)
    const {answer, stop} = await foreground({cwd: world.cwd}, '--seed', 'world.yaml')
    await stop()
    assert.equal(answer.userPoolId, 'eu-west-1_Mine')
    assert.deepEqual(answer.users, [{username: 'eve', groups: []}])
  })

  it('refuses a world that makes no sense, naming the field', async () => {
    const world = testWorld()
    writeFileSync(join(world.cwd, 'world.yaml'), 'pools:\n  - name: nameless\n')
    const {status, stderr} = await authctl(world, 'emulator', 'start', '--port', '0', '--seed', 'world.yaml')
    assert.equal(status, 2)
    assert.match(stderr, /world\.yaml cannot be used: .*id/)
  })

  it('refuses faults it cannot understand, naming the entry', async () => {
    const world = testWorld()
    writeFileSync(join(world.cwd, 'faults.yaml'), '- {target: token, kind: throttle}\n- {target: token, kind: rain}\n')
    const {status, stderr} = await authctl(world, 'emulator', 'start', '--port', '0', '--faults', 'faults.yaml')
    assert.equal(status, 2)
    assert.match(stderr, /faults\.yaml cannot be used: entry 2/)
  })

  for (const verb of ['stop', 'reset', 'status'])
    it(`${verb} says that none runs`, async () => {
      const {status, stderr} = await authctl(testWorld(), 'emulator', verb, ...(verb === 'reset' ? ['--yes'] : []))
      assert.equal(status, 5)
      assert.match(stderr, /No local stack is running/)
    })

  it('forgets a stack that was killed', async () => {
    const world = testWorld()
    const env = {...process.env, AUTHCTL_DATA_DIR: world.folders.data, AUTHCTL_CONFIG_DIR: world.folders.config}
    const child = spawn(process.execPath, ['bin/dev.js', 'emulator', 'start', '--port=0'], {env, stdio: 'pipe'})
    await new Promise(resolve => child.stdout.once('data', resolve))
    assert.equal((await authctl(world, 'emulator', 'status')).status, 0)
    child.kill('SIGKILL')
    await new Promise(resolve => child.once('exit', resolve))
    assert.equal((await authctl(world, 'emulator', 'status')).status, 5)
  })
})
