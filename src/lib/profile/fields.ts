import * as v from 'valibot'
import {wrongAddress} from '../address.ts'
import {wrongName} from './name.ts'
import type {Profile} from './profile.ts'

/** A profile's fields without its name: what files and flags give. */
export type Fields = Omit<Profile, 'name'>

const text = v.string('must be a text')
const word = v.pipe(text, v.regex(/^[\u0021-\u007e]{1,512}$/, 'must be one word of visible ASCII characters'))
const address = v.pipe(text, v.rawCheck(refusing(wrongAddress)))
const scope = v.pipe(text, v.regex(/^[\u0021\u0023-\u005b\u005d-\u007e]{1,256}$/, 'must be one scope, without spaces'))
const issuer = v.pipe(
  address,
  v.check(url => !url.includes('?'), 'must not contain a query (?…)'),
)

const api = v.strictObject(
  {
    kind: oneOf('graphql', 'events', 'rest'),
    url: address,
    auth: oneOf('userPool', 'oidc', 'iam', 'apiKey', 'lambda'),
    token: v.optional(oneOf('id', 'access')),
  },
  unknownField,
)

const place = v.pipe(text, v.maxLength(4096, 'must not have more than 4096 characters'))

const origin = v.strictObject(
  {
    kind: oneOf('file', 'stack', 'sst'),
    name: place,
    region: v.optional(place),
    taken: v.record(place, place, 'must be an object of places by field'),
  },
  unknownField,
)

const apiName = v.pipe(text, v.rawCheck(refusing(wrongName)))

/** Every field of a profile that a file may hold. The messages are ends of sentences which begin with the field. */
const entries = {
  issuer: v.optional(issuer),
  clientId: v.optional(word),
  clientAuth: v.optional(oneOf('none', 'basic', 'basic-raw', 'post', 'private-key-jwt', 'tls')),
  scopes: v.optional(listOf(scope)),
  redirectUris: v.optional(listOf(address)),
  resource: v.optional(word),
  region: v.optional(v.pipe(text, v.regex(/^[a-z0-9-]{1,32}$/, 'must be a region such as eu-west-1'))),
  userPoolId: v.optional(
    v.pipe(text, v.regex(/^(?=.{1,55}$)[\w-]+_[0-9a-zA-Z]+$/, 'must be a pool id such as eu-west-1_AbCdEf123')),
  ),
  endpoint: v.optional(address),
  deviceEndpoint: v.optional(address),
  store: v.optional(oneOf('keyring', 'encrypted', 'plaintext', 'none')),
  apis: v.optional(v.record(apiName, api, 'must be an object of APIs by name')),
  origin: v.optional(origin),
}

const fields = v.strictObject(entries, unknownField)

/**
 * `value` as a profile's fields, or the first thing wrong with it: a sentence without its full stop, which begins with
 * the field's path.
 */
export function readFields(value: unknown): {readonly fields: Fields} | {readonly wrong: string} {
  if (Array.isArray(value)) return {wrong: 'it must be an object'}
  const read = v.safeParse(fields, value)
  return read.success ? {fields: read.output as Fields} : {wrong: firstWrong(read.issues)}
}

function firstWrong(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  const path = v.getDotPath(issue as v.BaseIssue<unknown>) ?? ''
  if (issue?.kind === 'schema' && issue.received === 'undefined') return `${path} is missing`
  return `${path === '' ? 'it' : path} ${issue?.message ?? 'cannot be read'}`
}

function unknownField(issue: v.StrictObjectIssue): string {
  if (issue.expected !== 'never') return issue.received === 'undefined' ? 'is missing' : 'must be an object'
  const name = issue.received.replaceAll('"', '')
  return /secret|password|passphrase|token|credential|private|(^|[a-z])key$/i.test(name)
    ? 'looks like a secret, and secrets are never kept here (authctl profile set NAME --client-secret-stdin keeps a client secret)'
    : 'is no field of a profile'
}

function oneOf<const T extends string>(...allowed: T[]) {
  return v.picklist(allowed, `must be one of ${allowed.join(', ')}`)
}

function listOf<T extends v.GenericSchema<string>>(item: T) {
  return v.pipe(v.array(item, 'must be a list'), v.maxLength(100, 'must not have more than 100 entries'), v.readonly())
}

function refusing(wrong: (text: string) => string | undefined) {
  return ({dataset, addIssue}: v.RawCheckContext<string>) => {
    const message = dataset.typed ? wrong(dataset.value) : undefined
    if (message !== undefined) addIssue({message})
  }
}
