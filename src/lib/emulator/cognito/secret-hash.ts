import {createHmac} from 'node:crypto'
import {Problem} from '../problem.ts'
import {type Client, knowsSecret} from '../state.ts'
import {sameBytes} from './srp.ts'

/**
 * A confidential client proves its secret by Base64(HMAC-SHA256(secret, username + client id)), with the username as it
 * is sent in the same request.
 * @throws Problem `NotAuthorizedException`
 */
export function assertSecretHash(
  {settings, secrets}: Client,
  usernames: readonly string[],
  hash: string | undefined,
): void {
  const id = settings.ClientId
  if (secrets.length === 0) {
    if (hash !== undefined) throw new Problem('NotAuthorizedException', `Unable to verify secret hash for client ${id}`)
    return
  }
  if (hash === undefined)
    throw new Problem(
      'NotAuthorizedException',
      `Client ${id} is configured with secret but SECRET_HASH was not received`,
    )
  const right = secrets.some(({value}) =>
    usernames.some(name => sameBytes(Buffer.from(secretHash(value, name, id)), Buffer.from(hash))),
  )
  if (!right) throw new Problem('NotAuthorizedException', `Unable to verify secret hash for client ${id}`)
}

export function secretHash(secret: string, username: string, clientId: string): string {
  return createHmac('sha256', secret)
    .update(username + clientId)
    .digest('base64')
}

/** Some operations take the secret itself. @throws Problem `NotAuthorizedException` */
export function assertSecret(client: Client, secret: string | undefined): void {
  if (client.secrets.length === 0 ? secret !== undefined : secret === undefined || !knowsSecret(client, secret))
    throw new Problem('NotAuthorizedException', `Unable to verify secret for client ${client.settings.ClientId}`)
}
