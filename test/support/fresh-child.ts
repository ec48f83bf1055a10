// A process that wants a token: `node fresh-child.ts PROFILE-JSON`. Prints it, or the code of its failure.
import {bareToken} from '../../src/lib/session/show-token.ts'
import {nodeWorld} from '../../src/lib/world/node/world.ts'

const profile = JSON.parse(process.argv[2] ?? '{}')
const world = nodeWorld(new AbortController().signal)
await bareToken(world, profile, 'default', {kind: 'access'}).then(
  ({token}) => process.stdout.write(`${token}\n`),
  error => {
    process.stdout.write(`${error.code}: ${error.message}\n`)
    process.exitCode = error.exit
  },
)
