import type {Grant} from 'oidc-provider'
import type {EngineContext} from './engine.ts'

/** A grant of all that was asked for: who is signed in is not asked for consent. */
export async function wholeGrant(ctx: EngineContext): Promise<Grant | undefined> {
  const {account, client, params, provider} = ctx.oidc
  if (!account || !client) return undefined
  const grant = new provider.Grant({accountId: account.accountId, clientId: client.clientId})
  grant.addOIDCScope(String(params?.scope ?? ''))
  await grant.save()
  return grant
}
