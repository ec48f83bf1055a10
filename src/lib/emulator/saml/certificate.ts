import {createPrivateKey, createPublicKey, randomBytes, sign} from 'node:crypto'

/**
 * A certificate that a key signs for itself (RFC 5280, 4.1): SAML wants keys in certificates, and trusts them because the
 * metadata names them. Base64 of its DER. `from` and `to` are milliseconds since the epoch.
 */
export function selfSigned(
  privateKey: string,
  {name, from, to}: {readonly name: string; readonly from: number; readonly to: number},
): string {
  const key = createPrivateKey(privateKey)
  const spki = createPublicKey(key).export({type: 'spki', format: 'der'})
  const who = sequence(element(0x31, sequence(commonName, element(0x0c, Buffer.from(name)))))
  const body = sequence(
    element(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    sha256WithRsa,
    who,
    sequence(time(from), time(to)),
    who,
    spki,
  )
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, key)]))
  return sequence(body, sha256WithRsa, signature).toString('base64')
}

/** The same with PEM's lines around it. */
export function asPem(certificate: string): string {
  return `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`
}

/** OBJECT IDENTIFIER 2.5.4.3 */
const commonName = Buffer.from('0603550403', 'hex')
/** AlgorithmIdentifier 1.2.840.113549.1.1.11 */
const sha256WithRsa = Buffer.from('300d06092a864886f70d01010b0500', 'hex')

function sequence(...parts: Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts))
}

function integer(value: Buffer): Buffer {
  return element(0x02, value)
}

/** Two digits of the year until 2049, four from then on. */
function time(ms: number): Buffer {
  const digits = new Date(ms)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '')
  const long = digits >= '2050'
  return element(long ? 0x18 : 0x17, Buffer.from(long ? digits : digits.slice(2)))
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}
