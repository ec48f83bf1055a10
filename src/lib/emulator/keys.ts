import {calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT} from 'jose'
import type {Pool, PoolKeys, SigningKey} from './state.ts'

const underway = new WeakMap<Pool, Promise<PoolKeys>>()

/** The pool's signing keys: RSA 2048, made on first use, then kept with the pool. */
export async function keysOf(pool: Pool): Promise<PoolKeys> {
  if (pool.keys) return pool.keys
  const making = underway.get(pool) ?? makeKeys()
  underway.set(pool, making)
  pool.keys = await making
  return pool.keys
}

/** New keys sign from now on; the old public keys stay published, so that older tokens still verify. */
export async function rotateKeys(pool: Pool): Promise<void> {
  const [old, fresh] = await Promise.all([keysOf(pool), makeKeys()])
  pool.keys = {id: [...fresh.id, ...old.id], access: [...fresh.access, ...old.access]}
}

/** The pool's JWKS document: public keys of both kinds. */
export async function jwksOf(pool: Pool): Promise<{keys: object[]}> {
  const {id, access} = await keysOf(pool)
  return {keys: [...id, ...access].map(key => key.publicJwk)}
}

/** Signs claims as Cognito does: RS256, with `kid` and `alg` alone in the header, unless a `typ` is asked for. */
export async function sign(pool: Pool, kind: 'id' | 'access', claims: JWTPayload, typ?: string): Promise<string> {
  const [key] = (await keysOf(pool))[kind]
  if (!key) throw new Error(`pool ${pool.id} has no ${kind} key`)
  return new SignJWT(claims)
    .setProtectedHeader({kid: key.kid, alg: 'RS256', ...(typ !== undefined && {typ})})
    .sign(await importJWK(key.privateJwk, 'RS256'))
}

async function makeKeys(): Promise<PoolKeys> {
  const [id, access] = await Promise.all([makeKey(), makeKey()])
  return {id: [id], access: [access]}
}

async function makeKey(): Promise<SigningKey> {
  const {privateKey, publicKey} = await generateKeyPair('RS256', {modulusLength: 2048, extractable: true})
  const jwk = await exportJWK(publicKey)
  const kid = `${await calculateJwkThumbprint(jwk)}=`
  const {kty = 'RSA', n = '', e = 'AQAB'} = jwk
  return {kid, privateJwk: await exportJWK(privateKey), publicJwk: {kid, alg: 'RS256', kty, e, n, use: 'sig'}}
}
