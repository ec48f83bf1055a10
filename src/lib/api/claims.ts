/** What a token says, read without any trust and only to explain a refusal; undefined for what is no JWT. */
export function claimsIn(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload = ''] = token.split('.')
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** A string claim. */
export function word(claims: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const value = claims?.[name]
  return typeof value === 'string' ? value : undefined
}

/** Cognito's groups, in either kind of token. */
export function groupsIn(claims: Readonly<Record<string, unknown>> | undefined): string[] {
  const groups = claims?.['cognito:groups']
  return Array.isArray(groups) ? groups.filter(group => typeof group === 'string') : []
}

/** Who the token is about, by the name people know. */
export function nameIn(claims: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return word(claims, 'cognito:username') ?? word(claims, 'username')
}
