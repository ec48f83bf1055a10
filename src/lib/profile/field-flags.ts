import {Failure} from '../failure.ts'
import {type Fields, readFields} from './fields.ts'

/** The flag that gives each field of a profile. */
export const flagOf = {
  issuer: 'issuer',
  clientId: 'client-id',
  clientAuth: 'client-auth',
  scopes: 'scope',
  redirectUris: 'redirect-uri',
  resource: 'resource',
  region: 'region',
  userPoolId: 'user-pool-id',
  endpoint: 'endpoint',
  deviceEndpoint: 'device-endpoint',
  store: 'store',
} as const satisfies Partial<Record<keyof Fields, string>>

export type FieldFlags = Readonly<
  Partial<Record<(typeof flagOf)[keyof typeof flagOf], string | readonly string[] | undefined>>
>

/**
 * The fields that flags give.
 * @throws Failure `usage` for a value that makes no sense, naming its flag.
 */
export function fieldsOfFlags(flags: FieldFlags): Fields {
  const given = Object.entries(flagOf).flatMap(([field, flag]) => {
    const value = flags[flag]
    return value === undefined ? [] : [readField(field, flag, value)]
  })
  return Object.assign({}, ...given)
}

function readField(field: string, flag: string, value: unknown): Fields {
  const read = readFields({[field]: value})
  if ('fields' in read) return read.fields
  const sentence = read.wrong.slice(field.length).replace(/^\.\d+/, '')
  throw new Failure('usage', `--${flag}${sentence}.`)
}

/**
 * What words such as `client-id`, `clientId`, `scope` and `apis.notes` mean to remove.
 * @throws Failure `usage` for a word that means no field, listing them.
 */
export function toUnset(words: readonly string[]): {unset: (keyof Fields)[]; unsetApis: string[]} {
  const apis = words.filter(word => word.startsWith('apis.'))
  return {
    unset: words.filter(word => !apis.includes(word)).map(fieldNamed),
    unsetApis: apis.map(word => word.slice('apis.'.length)),
  }
}

function fieldNamed(word: string): keyof Fields {
  const found = Object.entries({...flagOf, apis: 'apis', origin: 'origin'}).find(
    ([field, flag]) => field === word || flag === word,
  )
  if (found) return found[0] as keyof Fields
  const known = [...Object.keys(flagOf), 'apis', 'apis.NAME', 'origin'].join(', ')
  throw new Failure('usage', `A profile has no field “${word}” to unset. It has ${known}.`)
}
