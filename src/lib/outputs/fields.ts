import type {Api} from '../profile/profile.ts'
import type {Chosen} from './choose.ts'
import {type Deployed, type Fact, factsWhich} from './fact.ts'

/** What a profile takes from a deployment, each value with where it stood. */
export interface Taken {
  readonly field: string
  readonly value: string | readonly string[] | Api
  readonly from: string
}

/** What a person should know about one place: what was left there and why, or what it did not say. */
export interface Remark {
  readonly from: string
  readonly remark: string
}

/** The fields for a profile, by their names; APIs as `apis.NAME`. */
export function fieldsIn({facts}: Deployed, {pool, client, secret}: Chosen): {taken: Taken[]; remarks: Remark[]} {
  const first = <W extends Fact['what']>(what: W) => factsWhich(facts, what)[0]
  const pooled = pool?.value
  const usual = pool ? 'userPool' : 'oidc'
  const field = (name: string, fact: {value: string | readonly string[]; from: string} | undefined): Taken[] =>
    fact ? [{field: name, value: fact.value, from: fact.from}] : []
  const issuer = pool ? undefined : first('issuer')
  const region = pooled !== undefined && /^[a-z]+(-[a-z]+)+-\d_/.test(pooled) ? undefined : first('region')
  const taken = [
    ...field('userPoolId', pool),
    ...field('clientId', client),
    ...field('issuer', issuer),
    ...field('region', region),
    ...field('scopes', first('scopes')),
    ...field('redirectUris', first('redirectUris')),
    ...apisIn(facts, usual),
  ]
  const left = facts.flatMap((fact): Remark[] => {
    const {what, from} = fact
    if (what === 'unclear') return [{from, remark: `left alone: ${fact.why}`}]
    if (what === 'apiKey') return [{from, remark: 'left alone: an API key: set AUTHCTL_API_KEY to use it'}]
    if (what === 'clientSecret' && from !== secret?.from)
      return [{from, remark: 'left alone: the secret of another client'}]
    return []
  })
  const assumed = factsWhich(facts, 'api')
    .filter(({auth}) => auth === undefined)
    .map(({from}) => ({
      from,
      remark: `does not say how callers prove themselves; taken as ${usual} (else profile set NAME --api API --auth MODE)`,
    }))
  return {taken, remarks: [...left, ...assumed]}
}

function apisIn(facts: readonly Fact[], usual: Api['auth']): Taken[] {
  const names = new Set<string>()
  const urls = new Set<string>()
  return facts.flatMap((fact): Taken[] => {
    if (fact.what !== 'api' || urls.has(fact.value)) return []
    urls.add(fact.value)
    const name = free(nameOf(fact.name ?? fact.from.split('.').at(-1) ?? '', fact.kind), names)
    names.add(name)
    const api = {kind: fact.kind, url: fact.value, auth: fact.auth ?? usual}
    return [{field: `apis.${name}`, value: api, from: fact.from}]
  })
}

/** `NotesApiUrl` is the API `notes`; a name that says nothing becomes that of the kind. */
function nameOf(key: string, kind: Api['kind']): string {
  let rest = key.slice(-64)
  while (telling.test(rest)) rest = rest.replace(telling, '')
  const word = rest
    .replace(/[^A-Za-z0-9_-]+/g, '')
    .replace(/^[_-]+/, '')
    .slice(0, 48)
  const name = word.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, start => start.toLowerCase())
  if (name === '' || /^(aws|value|con|prn|aux|nul|com\d|lpt\d)$/i.test(name)) return kind
  return name in {} ? `${name}-api` : name
}

const telling = /(graphql|rest|https?|appsync|events?|api|url|uri|endpoint|[-_.])$/i

function free(name: string, names: ReadonlySet<string>): string {
  for (let at = 1; ; at++) {
    const candidate = at === 1 ? name : `${name}-${at}`
    if (!names.has(candidate)) return candidate
  }
}
