import type {Grant, KoaContextWithOIDC} from 'oidc-provider'
import {identityScopes} from './scopes.ts'

/**
 * What a person has granted this client in this browser. Saying who one is goes with signing in; anything beyond has to
 * be allowed on the consent page, or by comparing codes on the device page, which says the same.
 */
export async function grantOf(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const {account, client, session, provider, params, route} = ctx.oidc
  if (!account || !client) return undefined
  const result = ctx.oidc.result as {consent?: {grantId?: string}} | undefined
  const id = result?.consent?.grantId ?? session?.grantIdFor(client.clientId)
  const known = id === undefined ? undefined : await provider.Grant.find(id)
  const grant =
    known?.accountId === account.accountId
      ? known
      : new provider.Grant({accountId: account.accountId, clientId: client.clientId})
  const asked = String(params?.scope ?? '').split(' ')
  const compared = /^(code_verification|device_resume)$/.test(route)
  const granted = asked.filter(scope => compared || identityScopes.includes(scope))
  if (granted.length > 0) grant.addOIDCScope(granted.join(' '))
  if (compared)
    for (const resource of Object.keys(ctx.oidc.resourceServers ?? {}))
      grant.addResourceScope(resource, asked.join(' '))
  await grant.save()
  return grant
}
