/** Parameters whose values are between us and the server. */
const confidential = new Set([
  'actor_token',
  'client_secret',
  'client_assertion',
  'code',
  'code_verifier',
  'device_code',
  'refresh_token',
  'subject_token',
  'token',
])

/** Everything in a request that its answer must not repeat to people: secrets in each spelling they travel in. */
export function confidencesIn({body, headers}: Pick<RequestInit, 'body' | 'headers'>): string[] {
  const sent = body instanceof URLSearchParams ? [...body] : []
  const secrets = sent.filter(([name]) => confidential.has(name)).map(([, value]) => value)
  const credentials = new Headers(headers).get('authorization')?.replace(/^\S+\s+/, '')
  if (credentials) secrets.push(credentials, ...basicSecret(credentials))
  return secrets.filter(secret => secret.length >= 4).flatMap(spellings)
}

/** `text` without them. */
export function withoutConfidences(text: string, confidences: readonly string[]): string {
  return confidences.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text)
}

function basicSecret(credentials: string): string[] {
  const decoded = Buffer.from(credentials, 'base64').toString('latin1')
  const secret = decoded.slice(decoded.indexOf(':') + 1)
  return decoded.includes(':') ? [secret, ...formDecoded(secret)] : []
}

/** Nothing where it was never encoded. */
function formDecoded(text: string): string[] {
  try {
    return [decodeURIComponent(text.replaceAll('+', ' '))]
  } catch {
    return []
  }
}

function spellings(secret: string): string[] {
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({secret}).toString().slice('secret='.length),
      JSON.stringify(secret).slice(1, -1),
    ]),
  ]
}
