import {createHash} from 'node:crypto'
import {dirname, join} from 'node:path'
import {isLoopback} from '../address.ts'
import {invalid, readDocument} from './document.ts'
import {type Fields, readFields} from './fields.ts'
import {wrongName} from './name.ts'

/** What a project says about whom to talk to. It came with the project's files, so it is advice and not authority. */
export interface Project {
  readonly path: string
  /** A profile of the user's that this project wants. */
  readonly profile?: string
  readonly fields: Fields
}

/**
 * The nearest `.authctl.json`, in this folder or above.
 * @throws Failure `config_invalid`, naming the file, where it does not make sense, holds a secret, or decides what only
 * the user may decide: where tokens are kept, or a Cognito API that is neither AWS's nor on this machine.
 */
export async function findProject(cwd: string): Promise<Project | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, '.authctl.json')
    const document = await readDocument(path)
    if (document !== undefined) return readProject(path, document)
    if (dirname(folder) === folder) return undefined
  }
}

/**
 * The name of a profile that exists only in a project file. It depends on where the file lies: what was signed in for
 * one checkout is not found from another that claims the same issuer and sends its tokens elsewhere.
 */
export function projectProfileName(path: string): string {
  return `project-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`
}

function readProject(path: string, {profile, ...rest}: Readonly<Record<string, unknown>>): Project {
  if (profile !== undefined && typeof profile !== 'string') throw invalid(path, 'profile must be a name')
  const badName = profile === undefined ? undefined : wrongName(profile)
  if (badName !== undefined) throw invalid(path, `the profile name ${badName}`)
  const read = readFields(rest)
  if ('wrong' in read) throw invalid(path, read.wrong)
  const {store, endpoint} = read.fields
  if (store !== undefined) throw invalid(path, 'store is for the user to choose, not for a project')
  if (endpoint !== undefined && !isLoopback(endpoint))
    throw invalid(path, 'endpoint may only name this machine in a project file', {
      hints: ['pass --endpoint, or keep it in a profile of your own: authctl profile create NAME --endpoint URL'],
    })
  return {path, fields: read.fields, ...(profile === undefined ? {} : {profile})}
}
