/** What `www-authenticate` asks for (RFC 6750 section 3; RFC 9470 for the level of the sign-in). */
export interface Challenge {
  readonly error?: string
  readonly description?: string
  readonly scope?: string
  readonly acr?: string
  readonly maxAge?: string
}

export function challengeIn(headers: Headers): Challenge {
  const text = headers.get('www-authenticate') ?? ''
  const word = (name: string) => {
    const [, quoted, bare] = new RegExp(`(?:^|[\\s,])${name}=(?:"([^"]*)"|([^\\s,"]+))`, 'i').exec(text) ?? []
    return quoted || bare || undefined
  }
  const words = {
    error: word('error'),
    description: word('error_description'),
    scope: word('scope'),
    acr: word('acr_values'),
    maxAge: word('max_age'),
  }
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined))
}
