import {assignment} from './attributes.ts'
import type {Edit} from './settings/edit.ts'

/** What the flags of `pool create` and `pool set` say in words of their own. */
export interface PoolFlags {
  readonly name?: string | undefined
  readonly mfa?: string | undefined
  readonly totp?: boolean | undefined
  readonly 'deletion-protection'?: boolean | undefined
  readonly tier?: string | undefined
  readonly tag?: readonly string[] | undefined
}

/** The edits that flags ask for. @throws Failure `usage` for a tag without a value. */
export function poolEdits({name, mfa, totp, 'deletion-protection': kept, tier, tag = []}: PoolFlags): Edit[] {
  return [
    ...(name === undefined ? [] : [{at: ['Name'], to: name}]),
    ...(mfa === undefined ? [] : [{at: ['MfaConfiguration'], to: mfa.toUpperCase()}]),
    ...(totp === undefined ? [] : [{at: ['Mfa', 'SoftwareTokenMfaConfiguration', 'Enabled'], to: totp}]),
    ...(kept === undefined ? [] : [{at: ['DeletionProtection'], to: kept ? 'ACTIVE' : 'INACTIVE'}]),
    ...(tier === undefined ? [] : [{at: ['UserPoolTier'], to: tier.toUpperCase()}]),
    ...tag.map(assignment).map(([key, value]) => ({at: ['UserPoolTags', key], to: value})),
  ]
}
