import {
  array,
  boolean,
  exactOptional,
  type GenericIssue,
  integer,
  minLength,
  minValue,
  number,
  picklist,
  pipe,
  record,
  regex,
  type SafeParseResult,
  safeParse,
  strictObject,
  string,
} from 'valibot'
import type {Seed} from './seed.ts'

const name = pipe(
  string(),
  regex(/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u, 'must be 1 to 128 characters without spaces'),
)
const identifier = pipe(string(), regex(/^[\w+]{1,128}$/, 'must be 1 to 128 letters, digits, _ or +'))

const group = strictObject({
  name,
  description: exactOptional(string()),
  precedence: exactOptional(pipe(number(), integer('must be a whole number'), minValue(0, 'must be 0 or more'))),
})

const user = strictObject({
  username: name,
  password: exactOptional(string()),
  temporary: exactOptional(boolean()),
  attributes: exactOptional(record(string(), string())),
  groups: exactOptional(array(string())),
})

const resourceServer = strictObject({
  identifier: pipe(
    string(),
    regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/, 'must be 1 to 256 characters without spaces, quotes or backslashes'),
  ),
  name: exactOptional(string()),
  scopes: array(
    strictObject({
      name: pipe(
        string(),
        regex(/^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]{1,256}$/, 'must be 1 to 256 characters without spaces and slashes'),
      ),
      description: exactOptional(string()),
    }),
  ),
})

const authFlow = picklist([
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
])

const identityProvider = strictObject({
  name: pipe(string(), regex(/^[^_\s][^_\s]{2,31}$/, 'must be 3 to 32 characters without spaces and underscores')),
  type: picklist(['SAML', 'OIDC']),
  details: record(string(), string()),
  mapping: exactOptional(record(string(), string())),
  identifiers: exactOptional(array(pipe(string(), regex(/^[\w\s+=.@-]{1,40}$/, 'must be 1 to 40 characters')))),
})

const client = strictObject({
  id: identifier,
  name: string(),
  secret: exactOptional(pipe(string(), regex(/^[\w+]{24,64}$/, 'must be 24 to 64 letters, digits, _ or +'))),
  callbackUrls: exactOptional(array(string())),
  logoutUrls: exactOptional(array(string())),
  flows: exactOptional(array(picklist(['code', 'implicit', 'client_credentials']))),
  scopes: exactOptional(array(string())),
  identityProviders: exactOptional(array(string())),
  authFlows: exactOptional(array(authFlow)),
  rotateRefreshTokens: exactOptional(boolean()),
})

const pool = strictObject({
  id: pipe(
    string(),
    regex(/^[a-z]{2}(-[a-z]+)+-\d_[0-9a-zA-Z]+$/, 'must be a region and a name, such as us-east-1_MyPool'),
  ),
  name: string(),
  mfa: exactOptional(picklist(['off', 'optional', 'on'])),
  secondFactors: exactOptional(array(picklist(['app', 'sms', 'email']))),
  firstFactors: exactOptional(array(picklist(['password', 'email', 'sms']))),
  devices: exactOptional(picklist(['always', 'opt-in'])),
  customChallenges: exactOptional(array(strictObject({parameters: record(string(), string()), answer: string()}))),
  customAttributes: exactOptional(
    array(pipe(string(), regex(/^[\w-]{1,20}$/, 'must be 1 to 20 letters, digits or _'))),
  ),
  groups: exactOptional(array(group)),
  users: exactOptional(array(user)),
  resourceServers: exactOptional(array(resourceServer)),
  identityProviders: exactOptional(array(identityProvider)),
  clients: exactOptional(array(client)),
})

const schema = strictObject({pools: pipe(array(pool), minLength(1, 'must have at least one pool'))})

/** A seed as it came out of a file, or one sentence for each thing that is wrong with it. */
export function checkedSeed(document: unknown): {seed: Seed} | {wrong: string[]} {
  const result: SafeParseResult<typeof schema> = safeParse(schema, document)
  return result.success ? {seed: result.output} : {wrong: result.issues.map(sentence)}
}

function sentence(issue: GenericIssue): string {
  const where = placeOf(issue)
  if (issue.kind === 'validation') return `${where} ${issue.message}.`
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${where} is not a field that is known here.`
  if (issue.received === 'undefined') return `${where} is missing.`
  if (issue.type === 'picklist') return `${where} must be ${issue.expected}, not ${issue.received}.`
  const hint = issue.expected === 'string' && /^[\d.]+$|^(true|false)$/.test(issue.received) ? ': put it in quotes' : ''
  return `${where} must be ${inWords(issue.expected ?? '')}, not ${inWords(issue.received)}${hint}.`
}

/** `pools[0].users[1].username` */
function placeOf({path}: GenericIssue): string {
  const keys = path?.map(({key}) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)) ?? []
  return keys.length === 0 ? 'The seed' : keys.join('').replace(/^\./, '')
}

function inWords(type: string): string {
  const words: Record<string, string> = {
    string: 'text',
    Array: 'a list',
    Object: 'a map',
    number: 'a number',
    boolean: 'true or false',
    null: 'empty',
  }
  return words[type] ?? type
}
