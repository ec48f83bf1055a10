import type {Edit} from './settings/edit.ts'

/** What the flags of `client create` and `client set` say in words of their own. */
export interface ClientFlags {
  readonly name?: string | undefined
  readonly 'add-callback'?: readonly string[] | undefined
  readonly 'remove-callback'?: readonly string[] | undefined
  readonly 'add-logout'?: readonly string[] | undefined
  readonly 'remove-logout'?: readonly string[] | undefined
  readonly 'add-scope'?: readonly string[] | undefined
  readonly 'remove-scope'?: readonly string[] | undefined
  readonly 'add-flow'?: readonly string[] | undefined
  readonly 'remove-flow'?: readonly string[] | undefined
  readonly 'add-auth-flow'?: readonly string[] | undefined
  readonly 'remove-auth-flow'?: readonly string[] | undefined
  readonly 'add-provider'?: readonly string[] | undefined
  readonly 'remove-provider'?: readonly string[] | undefined
}

/** The list that each pair of flags adds to and removes from. */
const lists = {
  callback: 'CallbackURLs',
  logout: 'LogoutURLs',
  scope: 'AllowedOAuthScopes',
  flow: 'AllowedOAuthFlows',
  'auth-flow': 'ExplicitAuthFlows',
  provider: 'SupportedIdentityProviders',
} as const

/** The edits that flags ask for. An OAuth flow or scope is of no use to a client that may not use OAuth: both go together. */
export function clientEdits(flags: ClientFlags): Edit[] {
  const edits = Object.entries(lists).flatMap(([word, list]): Edit[] => {
    const add = flags[`add-${word as keyof typeof lists}`] ?? []
    const remove = flags[`remove-${word as keyof typeof lists}`] ?? []
    return add.length + remove.length === 0 ? [] : [{at: [list], add, remove}]
  })
  const oauth = flags['add-flow']?.length || flags['add-scope']?.length
  return [
    ...(flags.name === undefined ? [] : [{at: ['ClientName'], to: flags.name}]),
    ...edits,
    ...(oauth ? [{at: ['AllowedOAuthFlowsUserPoolClient'], to: true}] : []),
  ]
}
