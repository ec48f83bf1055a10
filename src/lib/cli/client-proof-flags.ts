import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import * as Flags from '@oclif/core/flags'
import {reasonOf} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'

/** Ways for a client's secret or key to arrive; as the value of a flag is none, since arguments can be seen by others. */
export const clientProofFlags = {
  'client-secret-stdin': Flags.boolean({
    summary: 'Read the client secret from standard input.',
    exclusive: ['client-secret-file', 'client-key-stdin'],
  }),
  'client-secret-file': Flags.string({summary: 'Read the client secret from a file.', helpValue: 'FILE'}),
  'client-key-stdin': Flags.boolean({
    summary: 'Read the client’s private key, PEM or JWK, from standard input (private_key_jwt).',
    exclusive: ['client-secret-file'],
  }),
  'client-key': Flags.string({summary: 'File of the client’s private key, PEM or JWK.', helpValue: 'FILE'}),
  'client-cert': Flags.string({
    summary: 'File of the certificate that the key is for, PEM: the client shows it in the TLS handshake (RFC 8705).',
    helpValue: 'FILE',
  }),
}

interface Given {
  readonly 'client-secret-stdin'?: boolean
  readonly 'client-secret-file'?: string | undefined
  readonly 'client-key-stdin'?: boolean
  readonly 'client-key'?: string | undefined
  readonly 'client-cert'?: string | undefined
}

/**
 * What the client proves itself with, as it came with this invocation: a secret or a key, from standard input, a file, or
 * AUTHCTL_CLIENT_SECRET. One final line break is not part of a secret.
 * @throws Failure `usage` for an empty one; `storage_failed` for a file that cannot be read.
 */
export async function givenProof(
  world: Pick<World, 'terminal' | 'env' | 'cwd'>,
  flags: Given,
): Promise<string | undefined> {
  const {'client-secret-file': secretFile, 'client-key': keyFile} = flags
  const piped = await proofFromInput(world, flags)
  if (piped !== undefined) return piped
  if (secretFile !== undefined) return line(await contents(world, secretFile), `The file ${secretFile}`)
  if (keyFile !== undefined) return certified(world, flags, key(await contents(world, keyFile), `The file ${keyFile}`))
  return world.env.AUTHCTL_CLIENT_SECRET || undefined
}

/** The secret or the key on standard input; undefined where neither flag is given. @throws Failure `usage`. */
export async function proofFromInput(
  world: Pick<World, 'terminal' | 'cwd'>,
  flags: Pick<Given, 'client-secret-stdin' | 'client-key-stdin' | 'client-cert'>,
): Promise<string | undefined> {
  const {terminal} = world
  if (flags['client-key-stdin']) return certified(world, flags, key(await terminal.readInput(limit), 'Standard input'))
  if (flags['client-secret-stdin']) return line(await terminal.readInput(limit), 'Standard input')
  return undefined
}

/** A certificate and its key travel, and are kept, as one text. */
async function certified(
  world: Pick<World, 'cwd'>,
  {'client-cert': file}: Pick<Given, 'client-cert'>,
  text: string,
): Promise<string> {
  return file === undefined ? text : `${await contents(world, file)}\n${text}`
}

const limit = 64 * 1024

function line(text: string, source: string): string {
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '' || /[\r\n]/.test(secret))
    throw new Failure('usage', `${source} has to hold the client secret, in one line.`)
  return secret
}

function key(text: string, source: string): string {
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----|^\s*\{/.test(text)) return text
  throw new Failure('usage', `${source} has to hold the private key of the client, in PEM or as a JWK.`)
}

async function contents({cwd}: Pick<World, 'cwd'>, file: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (cause) {
    throw new Failure('storage_failed', `The file ${file} could not be read: ${reasonOf(cause)}.`, {cause})
  }
}
