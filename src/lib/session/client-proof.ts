import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {diskTrouble} from '../disk/trouble.ts'
import type {Profile} from '../profile/profile.ts'
import {readClientSecret} from './client-secrets.ts'
import type {Keeping} from './keeping.ts'

/**
 * What the profile's client proves itself with, a secret or a private key: what came with this invocation, else
 * AUTHCTL_CLIENT_SECRET, else the key in the file AUTHCTL_CLIENT_KEY names, with the certificate in AUTHCTL_CLIENT_CERT,
 * else what is kept with the profile. Undefined for a public client.
 * @throws Failure as readClientSecret does; `storage_failed` for a file that cannot be read.
 */
export async function clientProof(
  world: Keeping,
  profile: Profile,
  given: string | undefined,
): Promise<string | undefined> {
  return given ?? (await fromEnvironment(world, profile)) ?? (await readClientSecret(world, profile))
}

/** Whether the environment has something for a client to prove itself with. */
export function isInEnvironment({env}: Pick<Keeping, 'env'>): boolean {
  return Boolean(env.AUTHCTL_CLIENT_SECRET || env.AUTHCTL_CLIENT_KEY)
}

async function fromEnvironment({env}: Pick<Keeping, 'env'>, {clientAuth}: Profile): Promise<string | undefined> {
  const {AUTHCTL_CLIENT_SECRET: secret, AUTHCTL_CLIENT_KEY: key, AUTHCTL_CLIENT_CERT: certificate} = env
  const byKey = clientAuth === undefined || clientAuth === 'private-key-jwt' || clientAuth === 'tls'
  if (secret || !key || !byKey) return secret || undefined
  const files = [...(certificate && clientAuth !== 'private-key-jwt' ? [certificate] : []), key]
  return (await Promise.all(files.map(contents))).join('\n')
}

async function contents(file: string): Promise<string> {
  const path = resolve(file)
  return readFile(path, 'utf8').catch(error => {
    throw diskTrouble(error, path, 'read')
  })
}
