import {randomInt} from 'node:crypto'
import {
  AddUserPoolClientSecretCommand,
  DeleteUserPoolClientSecretCommand,
  ListUserPoolClientSecretsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import {type Directory, read, write} from './directory.ts'
import {sendOnce} from './lost-answer.ts'

/** A secret as lists have it, which never tell its value. */
export interface SecretListed {
  readonly id: string
  readonly createdAt?: string
}

/** The secrets of a client, oldest first: none for a public one, at most two. @throws Failure `not_found`. */
export async function listSecrets(directory: Directory, clientId: string): Promise<SecretListed[]> {
  const secrets: SecretListed[] = []
  let token: string | undefined
  do {
    const asked = {UserPoolId: directory.poolId, ClientId: clientId, NextToken: token}
    const page = await read(directory, new ListUserPoolClientSecretsCommand(asked))
    secrets.push(...(page.ClientSecrets ?? []).map(listed))
    token = page.NextToken
  } while (token !== undefined)
  return secrets.sort((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''))
}

/** A secret that was just made; the service never tells its value again. */
export interface SecretAdded extends SecretListed {
  readonly value?: string
}

/**
 * Gives a client a second secret, so that the first can be replaced without an outage.
 * @throws Failure `not_found`; `usage` for a public client; `denied` when it has two already.
 */
export async function addSecret(directory: Directory, clientId: string, value = newSecret()): Promise<SecretAdded> {
  const asked = {UserPoolId: directory.poolId, ClientId: clientId, ClientSecret: value}
  const request = new AddUserPoolClientSecretCommand(asked)
  sendOnce(request, {what: 'the new secret', look: `authctl client secret list ${clientId}`})
  const made = await write(directory, request)
  directory.rehearsal?.changes.push({path: 'secret', after: '•••'})
  return {...listed(made?.ClientSecretDescriptor ?? {}), value}
}

export interface SecretRemoved {
  readonly clientId: string
  readonly id: string
  readonly deleted: true
}

/** Takes a secret from a client: whoever still uses it is refused. @throws Failure `not_found`; `usage` for the last. */
export async function removeSecret(directory: Directory, clientId: string, id: string): Promise<SecretRemoved> {
  const asked = {UserPoolId: directory.poolId, ClientId: clientId, ClientSecretId: id}
  await write(directory, new DeleteUserPoolClientSecretCommand(asked))
  directory.rehearsal?.changes.push({path: `secret ${id}`, before: '•••'})
  return {clientId, id, deleted: true}
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** 52 letters and digits, about 309 bits. Made here, it can be kept before anybody else knows it. */
export function newSecret(): string {
  return Array.from({length: 52}, () => letters[randomInt(letters.length)]).join('')
}

function listed(found: {ClientSecretId?: string | undefined; ClientSecretCreateDate?: Date | undefined}): SecretListed {
  const {ClientSecretId = '', ClientSecretCreateDate: date} = found
  return {id: ClientSecretId, ...(date === undefined ? {} : {createdAt: date.toISOString()})}
}
