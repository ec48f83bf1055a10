import {assignment} from './attributes.ts'
import type {Edit} from './settings/edit.ts'

/** What the flags of `idp create` and `idp set` say in words of their own. */
export interface ProviderFlags {
  readonly map?: readonly string[] | undefined
  readonly unmap?: readonly string[] | undefined
  readonly identifier?: readonly string[] | undefined
  readonly 'remove-identifier'?: readonly string[] | undefined
}

/** The edits that flags ask for, and the provider's client secret where one came along. @throws Failure `usage`. */
export function providerEdits(flags: ProviderFlags, secret?: string): Edit[] {
  const {map = [], unmap = [], identifier = [], 'remove-identifier': removed = []} = flags
  return [
    ...map.map(assignment).map(([attribute, claim]) => ({at: ['AttributeMapping', attribute], to: claim})),
    ...unmap.map(attribute => ({at: ['AttributeMapping', attribute], to: undefined})),
    ...(identifier.length + removed.length === 0 ? [] : [{at: ['IdpIdentifiers'], add: identifier, remove: removed}]),
    ...(secret === undefined ? [] : [{at: ['ProviderDetails', 'client_secret'], to: secret}]),
  ]
}

/** Metadata by address or by text: a provider has one of the two. */
export function metadataEdits(details: {readonly MetadataURL?: string; readonly MetadataFile?: string}): Edit[] {
  return ['MetadataURL', 'MetadataFile'].map(name => ({
    at: ['ProviderDetails', name],
    to: details[name as keyof typeof details],
  }))
}
