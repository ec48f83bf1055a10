import {randomBytes} from 'node:crypto'
import {constants} from 'node:fs'
import {access, stat} from 'node:fs/promises'
import {dirname} from 'node:path'
import type {Profile} from '../profile/profile.ts'
import {setField} from '../whom.ts'
import type {World} from '../world/world.ts'
import {type Finding, failed, findingsOf} from './finding.ts'

/** The oldest Node this program runs on, as package.json's `engines` has it. */
const oldestNode = [22, 18] as const

export function checkNode(version: string = process.versions.node): Finding {
  const {ok, fail} = findingsOf('node')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const fresh = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  return fresh
    ? ok(`Node ${version}.`)
    : fail(`Node ${version} is too old.`, `install Node ${oldestNode.join('.')} or newer`)
}

/** Whether profiles and sessions can be kept where nobody else can change them. */
export async function checkFolders(world: Pick<World, 'folders'>): Promise<Finding[]> {
  return Promise.all((['config', 'data', 'cache'] as const).map(which => checkFolder(world, which)))
}

async function checkFolder({folders}: Pick<World, 'folders'>, which: 'config' | 'data' | 'cache'): Promise<Finding> {
  const {ok, warn, fail} = findingsOf(`${which}-folder`)
  try {
    const path = folders[which]
    const found = await stat(path).catch(absent)
    if (!found) {
      const above = await nearestAbove(path)
      return (await writable(above))
        ? ok(`${path} will be made when it is needed.`)
        : fail(`${path} cannot be made: ${above} is not writable.`, `set AUTHCTL_${which.toUpperCase()}_DIR`)
    }
    if (!found.isDirectory()) return fail(`${path} is not a folder.`, `move it away: ${path}`)
    const own = process.geteuid?.()
    if (own !== undefined && found.uid !== own) return fail(`${path} belongs to another user of this machine.`)
    if (!(await writable(path))) return fail(`${path} is not writable.`, `chmod u+rwx ${path}`)
    const mode = process.platform === 'win32' ? 0 : found.mode & 0o077
    if (mode & 0o022) return fail(`Others on this machine may write in ${path}.`, `chmod 700 ${path}`)
    if (mode !== 0) return warn(`Others on this machine may look into ${path}.`, `chmod 700 ${path}`)
    return ok(`${path} is writable, for you alone.`)
  } catch (error) {
    return failed(`${which}-folder`, error)
  }
}

/** A round trip with a random name: looking alone does not show that a keyring can keep something. */
export async function checkKeyring({keyring}: Pick<World, 'keyring'>, profile: Profile | undefined): Promise<Finding> {
  const {ok, warn, fail, skip} = findingsOf('keyring')
  const store = profile?.store
  if (store !== undefined && store !== 'keyring') return skip(`This profile keeps its tokens elsewhere: ${store}.`)
  const account = `doctor-${randomBytes(9).toString('hex')}`
  try {
    await keyring.write(account, account)
    const read = await keyring.read(account)
    await keyring.remove(account)
    return read === account ? ok('The keyring keeps secrets.') : fail('The keyring did not give back what was put in.')
  } catch (error) {
    const {message} = failed('keyring', error)
    const remedy = profile ? setField(profile, '--store encrypted') : 'authctl login --store encrypted'
    return store === 'keyring' ? fail(message, remedy) : warn(message, remedy)
  }
}

async function nearestAbove(path: string): Promise<string> {
  const above = dirname(path)
  return above === path || (await stat(above).catch(absent)) ? above : nearestAbove(above)
}

async function writable(path: string): Promise<boolean> {
  return access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  )
}

function absent(error: unknown): undefined {
  const {code} = error as NodeJS.ErrnoException
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
}
