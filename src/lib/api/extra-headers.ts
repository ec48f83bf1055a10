import {Failure} from '../failure.ts'

/**
 * `Name: value` lines as headers by lower-case name.
 * @throws Failure `usage` for what is no header, could forge one, or carries a credential: those have ways of their own
 */
export function extraHeaders(lines: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(lines.map(asHeader))
}

function asHeader(line: string): [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e]*)$/.exec(line) ?? []
  if (name === undefined || value === undefined)
    throw new Failure('usage', 'A header is “Name: value”, on one line and in ASCII.', {
      hints: ['--header "x-trace: 1"'],
    })
  const lower = name.toLowerCase()
  if (/^(authorization|proxy-authorization|cookie|x-api-key|x-amz-security-token)$/.test(lower))
    throw new Failure('usage', `${lower} is a credential, and does not go on a command line.`, {
      hints: ['--auth MODE', '--credential-stdin', 'set AUTHCTL_API_KEY'],
    })
  if (/^(host|content-length|content-type|connection|transfer-encoding)$/.test(lower))
    throw new Failure('usage', `${lower} is set by the request itself.`)
  return [lower, value]
}
