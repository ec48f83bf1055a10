import {createCipheriv, createDecipheriv, randomBytes} from 'node:crypto'
import {formatVersion} from '../kept-file.ts'
import type {Label} from '../label.ts'
import type {Sealed} from './vault.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Encrypts with AES-256-GCM under a nonce of its own, bound to the label (NIST SP 800-38D). */
export function sealWith(key: Buffer, label: Label, secret: string): Sealed {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, {authTagLength: tagBytes}).setAAD(boundTo(label))
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return {algorithm, nonce: nonce.toString('base64'), ciphertext: ciphertext.toString('base64')}
}

/** Undefined when the key is another, or label or content were changed: the three cannot be told apart. */
export function openWith(key: Buffer, label: Label, {nonce, ciphertext}: Sealed): string | undefined {
  if (typeof nonce !== 'string' || typeof ciphertext !== 'string') return undefined
  const bytes = Buffer.from(ciphertext, 'base64')
  if (bytes.length < tagBytes) return undefined
  try {
    const decipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64'), {authTagLength: tagBytes})
    decipher.setAAD(boundTo(label)).setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** JSON keeps the order of members through writing and reading, so these bytes are the same on both sides. */
function boundTo(label: Label): Buffer {
  return Buffer.from(JSON.stringify({version: formatVersion, label}))
}
