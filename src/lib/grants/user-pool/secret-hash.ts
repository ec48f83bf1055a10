import {createHmac} from 'node:crypto'

/**
 * How a confidential app client proves its secret in a request about somebody; the name is the one sent along with it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html (SecretHash)
 */
export function secretHash(clientSecret: string, username: string, clientId: string): string {
  return createHmac('sha256', clientSecret).update(`${username}${clientId}`).digest('base64')
}
