import assert from 'node:assert/strict'
import {runProgram} from '../../../src/lib/cli/program.ts'
import {program} from '../../../src/main.ts'
import {silentTerminal, testWorld} from '../../support/world.ts'

describe('a bug', () => {
  const met = async (env: Record<string, string>) => {
    let said = ''
    const terminal = {...silentTerminal(), err: (text: string) => (said += text)}
    const world = testWorld({env, terminal: terminal as never})
    const {load, ...rest} = program()
    const broken = {
      ...rest,
      load: async (id: string) => {
        const {default: command} = (await load(id)) as {default: new (...args: never[]) => {run(): Promise<void>}}
        if (id !== 'status') return {default: command}
        return {
          default: class extends command {
            override run(): Promise<void> {
              return Promise.reject(new TypeError('nobody thought of this'))
            }
          },
        }
      },
    }
    const status = await runProgram(['status'], broken, world)
    world.dispose()
    return {status, said}
  }

  it('is called one, in a sentence and without its place', async () => {
    const {status, said} = await met({})
    assert.equal(status, 1)
    assert.match(
      said,
      /^Error: Something went wrong inside authctl: nobody thought of this\n.*AUTHCTL_DEBUG=1 shows where\n$/,
    )
  })
  it('tells its place to whoever asks for it', async () => {
    assert.match(
      (await met({AUTHCTL_DEBUG: '1'})).said,
      /\nTypeError: nobody thought of this\n +at .*unexpected\.test\.ts/,
    )
    assert.doesNotMatch((await met({AUTHCTL_DEBUG: '0'})).said, /unexpected\.test/)
  })
})
