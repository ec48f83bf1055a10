import {wrongAddress} from '../address.ts'
import {boundedFetch} from '../grants/bounded-fetch.ts'
import type {Profile} from '../profile/profile.ts'
import {setField} from '../whom.ts'
import type {World} from '../world/world.ts'
import {type Finding, failed, findingsOf} from './finding.ts'
import {type EndpointUse, type Introduction, meet} from './issuer.ts'
import {within} from './patience.ts'

type Net = Pick<World, 'fetch' | 'clock' | 'cancelled'>

/** What the issuer of a profile says, judged: is it there, is it itself, is it on time, does it have what we need. */
export async function checkIssuer(world: Net, {name, issuer}: Profile): Promise<Finding[]> {
  const {ok, skip} = findingsOf('discovery')
  if (issuer === undefined)
    return [skip('The profile names no issuer.', setField({name}, '--issuer URL')), ...notReached('no issuer')]
  try {
    const met = await meet(world, issuer)
    const found = ok(`${issuer} describes itself, under that name.`)
    return [found, checkClock(met), ...checkEndpoints(met), await checkKeys(world, met)]
  } catch (error) {
    return [failed('discovery', error), ...notReached('the issuer was not reached')]
  }
}

function notReached(why: string): Finding[] {
  return ['clock', 'endpoints', 'keys'].map(check => findingsOf(check).skip(`Not looked at: ${why}.`))
}

/** Tokens are judged with a leeway of a minute; up to a few seconds the Date header is not exact enough to tell. */
export function checkClock({aheadMs}: Pick<Introduction, 'aheadMs'>): Finding {
  const {ok, warn, fail, skip} = findingsOf('clock')
  if (aheadMs === undefined) return skip('The issuer does not say what time it is.')
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  const sentence = `This clock is ${seconds} seconds ${aheadMs > 0 ? 'behind' : 'ahead of'} the issuer's.`
  const remedy = 'set the clock by the network (timedatectl set-ntp true)'
  if (seconds <= 5) return ok('This clock agrees with the issuer’s.')
  return seconds <= 60 ? warn(sentence, remedy) : fail(sentence, remedy)
}

function checkEndpoints({endpoints, issuer}: Introduction): Finding[] {
  const {ok, warn, fail} = findingsOf('endpoints')
  const bad = Object.entries(endpoints).find(([, url]) => wrongAddress(url) !== undefined)
  if (bad) return [fail(`The ${bad[0]} endpoint that ${issuer} names cannot be used: it ${wrongAddress(bad[1])}.`)]
  if (endpoints.token === undefined)
    return [warn('The issuer names no token endpoint: nobody can sign in here.', 'a Cognito pool needs a domain')]
  const offered = (use: EndpointUse, words: string) => (endpoints[use] === undefined ? [] : [words])
  const can = [
    ...offered('signIn', 'sign-in in the browser'),
    ...offered('device', 'sign-in by device code'),
    ...offered('revocation', 'revocation'),
    ...offered('introspection', 'introspection'),
    ...offered('userinfo', 'userinfo'),
  ]
  const cannot = endpoints.device === undefined ? ' There is no device code here: use --flow pkce or paste.' : ''
  return [ok(`It offers ${can.length > 0 ? can.join(', ') : 'tokens for machines only'}.${cannot}`)]
}

async function checkKeys(world: Net, {endpoints}: Introduction): Promise<Finding> {
  const {ok, warn, fail} = findingsOf('keys')
  const url = endpoints.keys
  if (url === undefined) return fail('The issuer names no keys (jwks_uri), so no token of it can be verified.')
  try {
    const response = await ask(world, url, {accept: 'application/json'})
    const document: unknown = await response.json().catch(() => undefined)
    const keys = (document as {keys?: unknown})?.keys
    if (response.status !== 200 || !Array.isArray(keys))
      return fail(`${url} answered HTTP ${response.status} without a key set.`)
    const usable = keys.filter(key => /^(RSA|EC|OKP)$/.test(key?.kty) && key.use !== 'enc')
    if (usable.length === 0) return fail(`There is no key to verify signatures with at ${url}.`)
    if (keys.some(key => key?.d !== undefined || key?.kty === 'oct'))
      return warn(`${url} publishes a private or symmetric key.`, 'whoever runs the issuer must replace that key')
    return ok(`${usable.length} key${usable.length === 1 ? '' : 's'} to verify signatures with.`)
  } catch (error) {
    return failed('keys', error)
  }
}

/** Whether something answers at each API's address. No token goes along, so a refusal is an answer as good as any. */
export function checkApis(world: Net, {apis = {}}: Profile): Promise<Finding[]> {
  return Promise.all(
    Object.entries(apis).map(async ([name, {url}]) => {
      const check = `api ${name}`
      try {
        await ask(world, url, {})
        return findingsOf(check).ok(`${url} answers.`)
      } catch (error) {
        return failed(check, error)
      }
    }),
  )
}

function ask(world: Net, url: string, headers: Record<string, string>): Promise<Response> {
  return within(world, 5, new URL(url).host, async cancelled =>
    boundedFetch({clock: world.clock, fetch: world.fetch, cancelled})(url, {headers}),
  )
}
