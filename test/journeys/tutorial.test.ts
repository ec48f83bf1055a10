import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Ask, Question} from '../../src/lib/world/world.ts'
import {machineSecret, outputsOfExample, seedOfExample} from '../support/deployed-example.ts'
import {type TestStack, testStack} from '../support/stack.ts'
import {visitor} from '../support/visitor.ts'
import {authctl, type Ran, silentTerminal, type TestWorld, testWorld} from '../support/world.ts'

const page = readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8')
const lines = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'))
const password = 'Correct-Horse-9'

describe('docs/tutorial.md, on a stack seeded from the example’s template', () => {
  let stack: TestStack
  let world: TestWorld
  let person = 'ada'
  const ran = new Map<string, Ran>()

  /** Signs in wherever a page asks for it, and goes on wherever one offers that. */
  const open = async (url: URL) => {
    const browser = visitor()
    let place = await browser.open(url)
    for (let pages = 0; pages < 6 && /<form/.test(place.html); pages++)
      place = await browser.submit(place, /name="password"/.test(place.html) ? {username: person, password} : {})
  }

  before(async () => {
    stack = await testStack({seed: seedOfExample()})
    const env = {
      AUTHCTL_API_KEY: 'da2-localstack00000000000000000',
    }
    const secrets = new Map<string, string>()
    const keyring = {
      read: async (account: string) => secrets.get(account),
      write: async (account: string, secret: string) => void secrets.set(account, secret),
      remove: async (account: string) => void secrets.delete(account),
    }
    world = testWorld({env, keyring, browser: {open: async url => void open(url)}})
    writeFileSync(join(world.cwd, 'outputs.json'), JSON.stringify(outputsOfExample(stack.url)))
    writeFileSync(join(world.cwd, 'password.txt'), password)
    writeFileSync(join(world.cwd, 'secret.txt'), machineSecret)
  })
  after(async () => {
    world.dispose()
    await stack.stop()
  })

  it('has something to run', () => assert.ok(lines.length > 15))

  for (const line of lines)
    it(line, async () => {
      const [command = '', remark = ''] = line.split(/ {2,}# /)
      const [, words = '', input] = /^authctl (.*?)(?: < (\S+))?$/.exec(command) ?? []
      const argv = [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')
      person = /--as (marie|niels)/.exec(line)?.[1] ?? 'ada'
      const terminal = input
        ? silentTerminal(readFileSync(join(world.cwd, input), 'utf8'))
        : Object.assign(silentTerminal(), {inputIsTerminal: true})
      const ask = choosing(line.includes('machine') ? 'MachineClientId' : 'CliClientId')
      const outcome = await authctl({...world, terminal, ask}, ...argv)
      ran.set(line, outcome)
      const expected = Number(/status (\d+)/.exec(remark)?.[1] ?? 0)
      assert.equal(outcome.status, expected, `${outcome.stdout}\n${outcome.stderr}`)
      // AWS is found by the pool's id; the stack that stands in for it has to be named.
      const imported = /^profile import .*--name (\S+)/.exec(words)?.[1]
      if (imported) await authctl(world, 'profile', 'set', imported, '--endpoint', stack.url)
    })

  it('says on the way what the page says it does', () => {
    const of = (start: string) => [...ran].find(([line]) => line.startsWith(start))?.[1]
    assert.match(of('authctl login --scope')?.stderr ?? '', /code_challenge/)
    assert.match(of("authctl graphql 'mutation")?.stdout ?? '', /"author": ?"ada"/)
    assert.match(of('authctl token decode --explain --as marie')?.stdout ?? '', /acmesaml_marie/i)
    assert.match(of('authctl profile show')?.stdout ?? '', /made from .*outputs\.json/)
  })
})

/** A person who takes the client whose output is called so, and is asked nothing else. */
function choosing(output: string): Ask {
  const never = async ({message}: Question): Promise<never> => assert.fail(`nobody expected “${message}”`)
  return {
    possible: true,
    text: never,
    secret: never,
    confirm: never,
    choose: async ({choices}) => choices.find(({name}) => name.includes(output))?.value ?? assert.fail(output),
  }
}
