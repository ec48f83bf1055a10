import {readFile} from 'node:fs/promises'
import {resolve} from 'node:path'
import {diskTrouble} from '../disk/trouble.ts'
import {Failure} from '../failure.ts'
import type {Ask, Environment} from '../world/world.ts'

interface Asking {
  readonly env: Environment
  readonly ask: Ask
}

/** Asked once per command, however many files it opens. */
const given = new WeakMap<Ask, Promise<string>>()

/**
 * The passphrase of the store `encrypted`: from the file that `--passphrase-file` or AUTHCTL_PASSPHRASE_FILE
 * names, from AUTHCTL_PASSPHRASE, or from the person. One that closes something new is asked for twice.
 * @throws Failure `input_required`, `usage`, `storage_failed`, `cancelled`.
 */
export async function givenPassphrase(world: Asking, purpose: 'open' | 'seal'): Promise<string> {
  const {AUTHCTL_PASSPHRASE: direct, AUTHCTL_PASSPHRASE_FILE: file} = world.env
  if (file) return fromFile(resolve(file))
  if (direct) return direct
  const answer = given.get(world.ask) ?? asked(world.ask, purpose)
  given.set(world.ask, answer)
  return answer
}

async function fromFile(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(error => {
    throw diskTrouble(error, path, 'read')
  })
  const passphrase = text.replace(/\r?\n$/, '')
  if (passphrase === '') throw new Failure('usage', `The passphrase file ${path} is empty.`)
  return passphrase
}

async function asked(ask: Ask, purpose: 'open' | 'seal'): Promise<string> {
  const flag = '--passphrase-file FILE'
  const passphrase = await ask.secret({message: 'Passphrase for stored sessions', flag})
  if (passphrase === '') throw new Failure('usage', 'The passphrase is empty.')
  if (purpose === 'open') return passphrase
  const again = await ask.secret({message: 'The same passphrase again', flag})
  if (again !== passphrase) throw new Failure('usage', 'The two passphrases differ; nothing was stored.')
  return passphrase
}
