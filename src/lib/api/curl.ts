import {asWords} from '../session/names.ts'
import {whomWords} from '../whom.ts'
import type {Provable} from './credential.ts'
import type {Target} from './target.ts'

/**
 * The same request as a line for a shell. Credentials are named, never written: the shell fills them in when it runs.
 */
export function curlLine({method, url, headers, body}: Provable, target: Target, identity: string): string {
  const given = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const data = body === undefined ? [] : [`--data-raw ${quoted(String(body))}`]
  const verb = method === (body === undefined ? 'GET' : 'POST') ? [] : [method === 'HEAD' ? '-I' : `-X ${method}`]
  return ['curl -sS', ...verb, quoted(url), ...given, ...proof(target, identity), ...data].join(' \\\n  ')
}

/** What stands for the credential where it may be seen: a dry run, a line for a shell. */
export function proof({auth, token, region, service, profile}: Target, identity: string): string[] {
  const words = [...(token === 'id' ? ['--id'] : []), ...(profile ? whomWords(profile) : []), ...asWords(identity)]
  const print = `$(${['authctl token print', ...words].join(' ')})`
  switch (auth) {
    case 'userPool':
    case 'oidc':
      return [`-H "authorization: ${auth === 'userPool' && service === 'appsync' ? '' : 'Bearer '}${print}"`]
    case 'apiKey':
      return ['-H "x-api-key: $AUTHCTL_API_KEY"']
    case 'lambda':
      return ['-H "authorization: $AUTHCTL_LAMBDA_TOKEN"']
    case 'iam':
      return [
        `--aws-sigv4 "aws:amz:${region}:${service}" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"`,
        '-H "x-amz-security-token: $AWS_SESSION_TOKEN"',
      ]
    case 'none':
      return []
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
