import {X509Certificate} from 'node:crypto'

/** An X.509 certificate as metadata and messages carry it. Nobody vouches for it but the document it stands in. */
export interface Certificate {
  readonly subject: string
  readonly issuer: string
  /** ISO 8601, as every time here. */
  readonly validFrom: string
  readonly validTo: string
  /** `RSA 2048`, `EC P-256` */
  readonly key: string
  /** SHA-256 over the certificate, hexadecimal with colons, as consoles of providers show it. */
  readonly fingerprint: string
  /** Characters of its base64 text: Cognito takes 4,096 at most. */
  readonly length: number
}

/** Reads base64 DER, with or without PEM's lines around it; undefined for what is no certificate. */
export function readCertificate(text: string): Certificate | undefined {
  const found = x509Of(text)
  if (!found) return undefined
  return {
    subject: oneLine(found.subject),
    issuer: oneLine(found.issuer),
    validFrom: isoOf(found.validFromDate),
    validTo: isoOf(found.validToDate),
    key: keyText(found),
    fingerprint: found.fingerprint256,
    length: found.raw.toString('base64').length,
  }
}

/** Undefined also where the key or the dates within cannot be read: Node finds that out when they are asked for. */
export function x509Of(text: string): X509Certificate | undefined {
  const base64 = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '')
  if (!/^[\w+/]+={0,2}$/.test(base64)) return undefined
  try {
    const found = new X509Certificate(Buffer.from(base64, 'base64'))
    // By their text: of a time that is none Node gives now and then some Date.
    const dated = [found.validFrom, found.validTo].every(time => !Number.isNaN(Date.parse(time)))
    return found.publicKey && dated ? found : undefined
  } catch {
    return undefined
  }
}

/** Node gives one attribute per line. */
function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}

function isoOf(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z')
}

function keyText({publicKey}: X509Certificate): string {
  const {modulusLength, namedCurve} = publicKey.asymmetricKeyDetails ?? {}
  const type = (publicKey.asymmetricKeyType ?? 'unknown').toUpperCase()
  return [type, modulusLength ?? namedCurve].filter(part => part !== undefined).join(' ')
}
