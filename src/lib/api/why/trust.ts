import {asWords} from '../../session/names.ts'
import {setField} from '../../whom.ts'
import {word} from '../claims.ts'
import {answer, byToken, type Scene, type Suspect, samePool, sameWho} from './scene.ts'

/** The token is of another issuer than the profile's. */
export const anotherIssuer: Suspect = scene => {
  const issuer = word(scene.claims, 'iss')
  const expected = scene.target.profile?.issuer
  if (!byToken(scene) || scene.claims === undefined || expected === undefined || issuer === expected) return undefined
  return {
    likelihood: 92,
    why: `The token is from ${issuer}, and the profile names ${expected}`,
    evidence: 'iss in the token',
    hints: [`authctl login${sameWho(scene)}`],
  }
}

/** The API trusts another pool: its answer says so, or its region is not the pool's. */
export const anotherPool: Suspect = scene => {
  const {claims, challenge, target} = scene
  const issuer = word(claims, 'iss')
  if (!byToken(scene) || issuer === undefined || scene.fields) return undefined
  const words = challenge.description ?? ''
  const told = /issuer|kid|signature|jwks|key/i.test(words)
  const region = /cognito-idp\.([a-z0-9-]+)\.amazonaws/.exec(issuer)?.[1]
  const apart = region !== undefined && !told && region !== target.region
  if (!told && !apart) return undefined
  return {
    likelihood: told ? 91 : 55,
    why: told
      ? `The API does not trust tokens of ${issuer}: it is configured with another pool or issuer`
      : `The pool is in ${region} and the API in ${target.region}: they may belong to different deployments`,
    evidence: told ? `“${words}” in www-authenticate` : 'iss in the token, and the address of the API',
    hints: [`authctl profile drift${samePool(scene)}`, `authctl token verify${sameWho(scene)}`],
  }
}

/** The client is not among those that the API lets in. */
export const anotherClient: Suspect = scene => {
  const {claims, challenge, target, service, status} = scene
  if (!byToken(scene) || !claims || scene.fields) return undefined
  const told = /audience|client/i.test(challenge.description ?? '')
  if (!told && (challenge.error !== undefined || status === 403)) return undefined
  const [claim, value] = audienceOf(claims)
  const issuer = word(claims, 'iss')
  return {
    likelihood: told ? 96 : 40,
    why: told
      ? `The API lets other audiences in than ${value}, which the ${target.token} token names in ${claim}`
      : `The API does not accept the ${target.token} token of ${issuer}, client ${value}: it may trust another pool, or not have this client in its list`,
    evidence: told ? `“${challenge.description}” in www-authenticate` : `${answer(scene)}; ${claim} in the token`,
    hints: [
      ...(told && claim === 'aud' && word(claims, 'client_id') ? ['put that audience into the authorizer’s list'] : []),
      `authctl client list${samePool(scene)}`,
      ...(target.profile ? [setField(target.profile, '--client-id ID')] : []),
      ...(service === 'appsync' ? ['authctl token verify'] : []),
    ],
  }
}

/** Which claim an API holds against its list: `aud`, or where there is none `client_id` (API Gateway developer guide). */
function audienceOf(claims: NonNullable<Scene['claims']>): readonly [string, string] {
  if (claims.aud !== undefined) return ['aud', [claims.aud].flat().join(', ')]
  return ['client_id', word(claims, 'client_id') ?? 'none']
}

/** The token is a reference, where one is wanted that can be read. */
export const opaque: Suspect = scene => {
  const {claims, token, target} = scene
  if (!byToken(scene) || claims !== undefined || token === undefined) return undefined
  const other = target.token === 'access' ? 'id' : 'access'
  return {
    likelihood: 93,
    why: `The ${target.token} token is opaque, and this API wants a JWT`,
    evidence: `the token is no JWT; ${answer(scene)}`,
    hints: [`--token ${other}`, ...(target.profile ? [setField(target.profile, '--resource URI')] : [])],
  }
}

/** An ID token where an access token is wanted, or the other way round. */
export const anotherKind: Suspect = scene => {
  const {claims, target, service, status, challenge, headers} = scene
  if (!byToken(scene) || !claims || scene.fields || (status !== 401 && status !== 403)) return undefined
  const kind = word(claims, 'token_use') ?? target.token
  const other = kind === 'access' ? 'id' : 'access'
  const told = /token_use|token use/i.test(challenge.description ?? '')
  const authorizer = service === 'rest-api' && status === 401 && !headers.has('www-authenticate')
  return {
    likelihood: told ? 95 : authorizer ? 75 : challenge.error === undefined && status === 401 ? 30 : 10,
    why: authorizer
      ? `A REST API with a Cognito authorizer wants ${kind === 'access' ? 'an ID token where its method has no scopes, and an access token with one of them where it has' : 'an access token where its method has scopes'}; ${kind === 'access' ? 'an access' : 'an ID'} token was sent`
      : `The API may want the ${other === 'id' ? 'ID' : 'access'} token, and was sent the ${kind === 'id' ? 'ID' : kind} token`,
    evidence: `token_use in the token is ${word(claims, 'token_use') ?? 'absent'}; ${answer(scene)}`,
    hints: [`--token ${other}`, ['authctl token print', ...asWords(scene.identity), '--id'].join(' ')].slice(
      0,
      other === 'id' ? 2 : 1,
    ),
  }
}
