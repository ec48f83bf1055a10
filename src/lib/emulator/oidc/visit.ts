import {createHash, randomBytes, timingSafeEqual} from 'node:crypto'
import type {IncomingMessage} from 'node:http'
import type {Interaction} from 'oidc-provider'
import type {Exchange} from '../router.ts'
import type {Stack} from '../stack.ts'
import type {Engine, EngineContext} from './engine.ts'

/** A browser that stands at one of our pages on behalf of one interaction. */
export interface Visit {
  readonly interaction: Interaction
  readonly form: {readonly action: string; readonly token: string; readonly leadsTo?: string}
}

/**
 * Ties an interaction to the browser that began it. Several may be open in one browser, each in a tab, so each has a
 * cookie of its own: somebody who is handed a link to another person's interaction has none, and cannot complete it.
 */
export function bind(ctx: EngineContext, uid: string, path: string): void {
  ctx.cookies.set(cookieOf(uid), randomBytes(32).toString('base64url'), {path, httpOnly: true, sameSite: 'lax'})
}

/** The visit a request belongs to; undefined when it is over, unknown, or another browser's. */
export async function visitOf({provider}: Engine, {req, url}: Exchange): Promise<Visit | undefined> {
  const uid = url.searchParams.get('interaction') ?? ''
  const secret = cookies(req).get(cookieOf(uid))
  const interaction = secret ? await provider.Interaction.find<Interaction>(uid) : undefined
  if (!secret || !interaction) return undefined
  const redirect = interaction.params.redirect_uri
  return {
    interaction,
    form: {
      action: `${url.pathname}${url.search}`,
      token: createHash('sha256').update(secret).digest('base64url'),
      ...(typeof redirect === 'string' && {leadsTo: redirect}),
    },
  }
}

/**
 * Whether a posted form came from the page of its visit. Pages send no referrer, for which browsers send `Origin: null`;
 * the token and the cookie behind it decide, and a foreign origin is refused on top.
 */
export function genuine({origin}: Stack, {req}: Exchange, {form}: Visit, fields: URLSearchParams): boolean {
  const from = req.headers.origin
  const site = req.headers['sec-fetch-site']
  const [given, right] = [Buffer.from(fields.get('token') ?? ''), Buffer.from(form.token)]
  return (
    (from === undefined || from === 'null' || from === origin) &&
    (site === undefined || site === 'same-origin') &&
    given.length === right.length &&
    timingSafeEqual(given, right)
  )
}

/** Hands the outcome to the engine, and gives the address where it goes on. */
export async function conclude({interaction}: Visit, result: NonNullable<Interaction['result']>): Promise<string> {
  interaction.result = 'error' in result ? result : {...interaction.lastSubmission, ...result}
  await interaction.persist()
  return interaction.returnTo
}

export function cookies(req: IncomingMessage): Map<string, string> {
  const pairs = (req.headers.cookie ?? '').split(/;\s*/).map(pair => pair.split('=') as [string, string])
  return new Map(pairs.map(([name, ...value]) => [name, value.join('=')]))
}

function cookieOf(uid: string): string {
  return `visit-${uid}`
}
