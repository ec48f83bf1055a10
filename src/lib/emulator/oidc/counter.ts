import type {Exchange} from '../router.ts'
import type {Stack} from '../stack.ts'
import type {Client} from '../state.ts'
import type {Engine} from './engine.ts'
import {send} from './pages/layout.ts'
import {refusalPage} from './pages/notices.ts'
import {consentPage, newPasswordPage, oneTimeCodePage, signInPage, type Ways} from './pages/sign-in.ts'
import {userBySub} from './people.ts'
import {meaningOf} from './scopes.ts'
import {type Attempt, type Outcome, withCode, withNewPassword, withPassword} from './sign-in.ts'
import {conclude, genuine, type Visit, visitOf} from './visit.ts'

/** The counter people step up to: shows what an interaction needs, takes the form, and sends the browser on. */
export async function attend(stack: Stack, engine: Engine, exchange: Exchange, ways?: Ways): Promise<void> {
  const visit = await visitOf(engine, exchange)
  const client = engine.pool.clients.get(String(visit?.interaction.params.client_id))
  if (!visit || !client) return send(exchange.res, refusalPage('session_expired'))
  if (exchange.req.method !== 'POST') return show(engine, exchange, visit, client, ways)
  const fields = new URLSearchParams((await exchange.body()).toString())
  if (!genuine(stack, exchange, visit, fields)) {
    stack.log('refused: a form was posted that did not come from the page of this sign-in')
    return send(exchange.res, {...refusalPage('session_expired'), status: 403})
  }
  if (visit.interaction.prompt.name === 'consent') return decide(engine, exchange, visit, fields)
  const attempt: Attempt = {stack, pool: engine.pool, client, id: visit.interaction.uid}
  return proceed(engine, exchange, visit, client, {fields, ways}, step(attempt, fields))
}

function step(attempt: Attempt, fields: URLSearchParams): Outcome {
  switch (fields.get('step')) {
    case 'new_password':
      return withNewPassword(attempt, fields)
    case 'code':
      return withCode(attempt, fields.get('code') ?? '')
    default:
      return withPassword(attempt, (fields.get('username') ?? '').trim(), fields.get('password') ?? '')
  }
}

async function proceed(
  engine: Engine,
  {res}: Exchange,
  visit: Visit,
  client: Client,
  {fields, ways}: {readonly fields: URLSearchParams; readonly ways: Ways | undefined},
  outcome: Outcome,
): Promise<void> {
  if (outcome.kind === 'in') {
    await changePerson(engine, visit, outcome.user.sub)
    const login = {accountId: outcome.user.sub, amr: outcome.amr}
    return seeOther(res, await conclude(visit, {login}))
  }
  const form = {...visit.form, ...(outcome.problem !== undefined && {problem: outcome.problem})}
  switch (outcome.kind) {
    case 'new_password':
      return send(res, newPasswordPage(form, {username: outcome.user.username, missing: outcome.missing}))
    case 'code':
      return send(res, oneTimeCodePage(form, {username: outcome.user.username, sentTo: outcome.sentTo}))
    case 'refused':
      return send(res, signInPage(form, {client: nameOf(client), username: fields.get('username') ?? '', ways}))
  }
}

function show(engine: Engine, {res}: Exchange, {interaction, form}: Visit, client: Client, ways?: Ways): void {
  const {prompt, params, session} = interaction
  if (prompt.name === 'consent') {
    const username = userBySub(engine.pool, session?.accountId ?? '')?.username ?? ''
    const scopes = askedFor(interaction).map(name => meaningOf(engine.pool, name))
    send(res, consentPage(form, {client: nameOf(client), username, scopes}))
  } else {
    const hint = params.login_hint
    send(res, signInPage(form, {client: nameOf(client), ways, ...(typeof hint === 'string' && {username: hint})}))
  }
}

/** Records what the person said about the scopes they were shown. */
async function decide({provider}: Engine, {res}: Exchange, visit: Visit, fields: URLSearchParams): Promise<void> {
  const {interaction} = visit
  if (fields.get('decision') !== 'allow')
    return seeOther(
      res,
      await conclude(visit, {error: 'access_denied', error_description: 'the person at the page said no'}),
    )
  const {details} = interaction.prompt as {details: Missing}
  const known = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId)
  const grant =
    known ??
    new provider.Grant({
      accountId: interaction.session?.accountId,
      clientId: String(interaction.params.client_id),
    })
  if (details.missingOIDCScope) grant.addOIDCScope(details.missingOIDCScope.join(' '))
  for (const [resource, scopes] of Object.entries(details.missingResourceScopes ?? {}))
    grant.addResourceScope(resource, scopes.join(' '))
  return seeOther(res, await conclude(visit, {consent: {grantId: await grant.save()}}))
}

interface Missing {
  readonly missingOIDCScope?: readonly string[]
  readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>
}

function askedFor({prompt, params}: Visit['interaction']): string[] {
  const {missingOIDCScope = [], missingResourceScopes = {}} = prompt.details as Missing
  const missing = [...missingOIDCScope, ...Object.values(missingResourceScopes).flat()]
  // Nothing is missing when consent was asked for by name (`prompt=consent`): then all is shown again.
  return missing.length > 0 ? [...new Set(missing)] : String(params.scope ?? '').split(' ')
}

/** When somebody else signs in, the browser's session starts over: nothing of the first person's stays in it. */
export async function changePerson({provider}: Engine, {interaction}: Visit, sub: string): Promise<void> {
  const {session} = interaction
  if (!session || session.accountId === sub) return
  const kept = await provider.Session.findByUid(session.uid)
  if (!kept) return
  delete kept.accountId
  delete kept.authorizations
  await kept.persist()
}

function nameOf({settings}: Client): string {
  return settings.ClientName || settings.ClientId
}

function seeOther(res: Exchange['res'], location: string): void {
  res.writeHead(303, {location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer'}).end()
}
