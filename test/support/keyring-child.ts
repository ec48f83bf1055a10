// Signs in as Ada with the keyring of this machine: `node keyring-child.ts save|read TOKENS-JSON`.

import {assertStoreUsable, readSession, saveSession} from '../../src/lib/session/sessions.ts'
import {nodeWorld} from '../../src/lib/world/node/world.ts'
import {refusingAsk} from '../../src/lib/world/refusing-ask.ts'

const [act, tokens = '{}'] = process.argv.slice(2)
const world = {...nodeWorld(new AbortController().signal), ask: refusingAsk}
try {
  if (act === 'save') {
    await assertStoreUsable(world, 'keyring')
    await saveSession(world, {name: 'desk'}, 'default', JSON.parse(tokens), 'keyring')
  }
  const session = await readSession(world, {name: 'desk'}, 'default')
  process.stdout.write(JSON.stringify(session?.tokenSet ?? null))
} catch (error) {
  process.stdout.write(JSON.stringify({code: (error as {code?: string}).code}))
}
process.exit()
