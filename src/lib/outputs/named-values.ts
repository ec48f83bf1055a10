import {wrongAddress} from '../address.ts'
import type {Fact} from './fact.ts'

/** A value and what its authors called it: the keys that lead to it. */
export interface Named {
  readonly path: readonly string[]
  readonly value: unknown
}

/** Deeper than any tool writes; what is deeper is left alone. */
const deepest = 8

/** Every value inside `document` that is no object, with its path. Lists of texts stay whole. */
export function namedValues(document: unknown, path: readonly string[] = []): Named[] {
  if (typeof document !== 'object' || document === null) return [{path, value: document}]
  if (path.length >= deepest) return []
  return Object.entries(document).flatMap(([key, value]) => namedValues(value, [...path, key]))
}

/**
 * What a value is, by its form first and its name second: outputs are named by people, but a pool's id, an AppSync
 * address and an API key look like nothing else. A client's id looks like a word, so its name has to say it.
 */
export function factsOf({path, value}: Named): Fact[] {
  if (typeof value !== 'string' || value === '') return []
  const from = path.join('.')
  const name = path.join('.').toLowerCase()
  const key = (path.at(-1) ?? '').toLowerCase()
  const pool = poolIn(value)
  if (pool !== undefined) return [{what: 'pool', value: pool, from}]
  if (value.startsWith('da2-') || /api[-_]?key$/.test(key)) return [{what: 'apiKey', value, from}]
  if (/secret(value)?$/.test(key)) return /^[\w+]{24,64}$/.test(value) ? [{what: 'clientSecret', value, from}] : []
  if (/^[0-9a-z]{26}$/.test(value) || (/client[-_.]?(id|ref)?$/.test(name) && /^[\w+]{1,128}$/.test(value)))
    return /(api|key|secret|token|hash)(id)?$/.test(key) && !/client/.test(name) ? [] : [{what: 'client', value, from}]
  if (/^(aws[-_]?)?region$/.test(key) && /^[a-z]{2,4}(-[a-z]+)+-\d$/.test(value)) return [{what: 'region', value, from}]
  return /^(https?|wss?):\/\//i.test(value) ? addressFacts(value, key, from) : []
}

/** The pool's id in an id, an ARN, or the issuer of its tokens. */
function poolIn(value: string): string | undefined {
  const arn = /^arn:[a-z-]+:cognito-idp:[a-z0-9-]+:\d*:userpool\/(.+)$/.exec(value)?.[1]
  const issuer = /^(?:https:\/\/)?(?:issuer-)?cognito-idp\.[a-z0-9-]+\.amazonaws\.(?:com|com\.cn|eu)\/([^/]+)$/.exec(
    value,
  )
  const id = arn ?? issuer?.[1] ?? value
  return poolId.test(id) ? id : undefined
}

const poolId = /^(?=.{1,55}$)(?:eusc-)?[a-z]{2}(?:-[a-z]+)+-\d_[0-9a-zA-Z]+$/

function addressFacts(value: string, key: string, from: string): Fact[] {
  const url = URL.parse(value)
  const wrong = wrongAddress(value)
  if (!url || /^wss?:$/.test(url.protocol)) return []
  // Sign-in pages of a pool: a profile finds them by the issuer.
  if (/\.amazoncognito\.com$|\.auth\.[a-z0-9-]+\.amazoncognito/.test(url.hostname)) return []
  const kind = kindOf(url, key)
  if (kind === undefined) return [{what: 'unclear', from, why: 'an address that does not say what it is'}]
  if (wrong !== undefined) return [{what: 'unclear', from, why: `its address ${wrong}`}]
  return kind === 'issuer' ? [{what: 'issuer', value, from}] : [{what: 'api', kind, value, from}]
}

function kindOf({hostname, pathname}: URL, key: string): 'graphql' | 'events' | 'rest' | 'issuer' | undefined {
  if (/issuer|openid|oidc/.test(key)) return 'issuer'
  if (/\/graphql\/?$/i.test(pathname) || /graphql/.test(key)) return 'graphql'
  if (/\.appsync-api\./.test(hostname) || /\/event$/.test(pathname)) return 'events'
  if (/\.execute-api\./.test(hostname) || /rest|http|api/.test(key)) return 'rest'
  return undefined
}
