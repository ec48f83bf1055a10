import {basename, dirname, resolve} from 'node:path'
import {Failure} from '../failure.ts'
import type {Deployed} from '../outputs/fact.ts'
import {readOutputs} from '../outputs/read-text.ts'
import {recognise} from '../outputs/recognise.ts'
import {sstEnvironment} from '../outputs/sst-environment.ts'
import type {Origin} from '../profile/profile.ts'
import type {World} from '../world/world.ts'

/** Where a deployment is described: the part of an origin that is known before it was read. */
export type Place = Omit<Origin, 'taken'>

/** Reads a CloudFormation stack as JSON: needs AWS credentials. */
export type StackReader = (name: string, region: string) => Promise<string>

/** For whom has a file: no stack is asked for. */
export const readNoStack: StackReader = async name => {
  throw new Failure('usage', `The stack ${name} is read by profile import.`)
}

type Reading = Pick<World, 'cwd' | 'env' | 'terminal' | 'cancelled'>

/**
 * The place that flags name; without one, the environment of `sst shell`.
 * @throws Failure `input_required` where there is none, `usage` for two.
 */
export function placeOf(
  {cwd, env}: Pick<World, 'cwd' | 'env'>,
  {file, stack, region}: {file?: string | undefined; stack?: string | undefined; region?: string | undefined},
): Place {
  if (file !== undefined && stack !== undefined)
    throw new Failure('usage', 'A profile is made from one place: give a file or --stack.')
  if (file !== undefined) return {kind: 'file', name: file === '-' ? file : resolve(cwd, file)}
  if (stack !== undefined) {
    const where = region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION)
    if (!where) throw new Failure('input_required', 'In which region is the stack?', {hints: ['pass --region REGION']})
    return {kind: 'stack', name: stack, region: where}
  }
  const sst = sstEnvironment(env)
  if (sst) return {kind: 'sst', name: sst.app}
  throw new Failure('input_required', 'What shall be imported?', {
    hints: ['pass FILE', 'pass --stack NAME', 'sst shell -- authctl profile import'],
  })
}

/**
 * What is deployed there now.
 * @throws Failure `config_invalid`, `storage_failed`, `not_found`, and as the stack's reader does.
 */
export async function readDeployment(
  world: Reading,
  {kind, name, region}: Place,
  stacks: StackReader,
): Promise<Deployed> {
  if (kind === 'file') return recognise(await readOutputs(world, name), name === '-' ? 'Standard input' : name)
  if (kind === 'stack') return recognise(await stacks(name, region ?? ''), `The stack ${name}`)
  const found = sstEnvironment(world.env)
  if (found) return found
  throw new Failure('not_found', `The environment has nothing of ${name} in it.`, {
    hints: ['sst shell -- authctl profile drift'],
  })
}

/** A name that a profile of it may have. */
export function proposalFor({kind, name}: Place): string {
  const folder = basename(dirname(name))
  const word = kind === 'file' ? (folder.startsWith('.') ? basename(dirname(dirname(name))) : folder) : name
  return (
    word
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+|\.+$/g, '')
      .slice(0, 64) || 'deployed'
  )
}
