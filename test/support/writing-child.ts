// Replaces a session for ever, with tokens that are all a's, all b's, …: to be killed while it writes.
import {saveSession} from '../../src/lib/session/sessions.ts'
import {nodeWorld} from '../../src/lib/world/node/world.ts'
import {adasTokens} from './sessions.ts'

const world = nodeWorld(new AbortController().signal)
process.stdout.write('writing\n')
for (let turn = 0; ; turn++) {
  const letter = String.fromCharCode(97 + (turn % 26))
  await saveSession(world, {name: 'work'}, 'default', adasTokens({refreshToken: letter.repeat(60_000)}), 'plaintext')
}
