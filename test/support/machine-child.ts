// A process that wants a machine's token: `node machine-child.ts PROFILE-JSON SCOPE`. Prints it, or why there is none.
import {machineToken} from '../../src/lib/session/machine-token.ts'
import {nodeWorld} from '../../src/lib/world/node/world.ts'

const [profile = '{}', scope = ''] = process.argv.slice(2)
const world = nodeWorld(new AbortController().signal)
const tell = {visit: () => {}, enterCode: () => {}, authenticator: () => {}, challenge: () => {}, remark: () => {}}
await machineToken(world, JSON.parse(profile), {scopes: [scope], tell}).then(
  ({token}) => process.stdout.write(`${token}\n`),
  error => {
    process.stdout.write(`${error.code}: ${error.message}\n`)
    process.exitCode = error.exit
  },
)
