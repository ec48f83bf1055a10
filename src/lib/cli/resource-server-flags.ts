import * as Flags from '@oclif/core/flags'

const repeated = {multiple: true, multipleNonGreedy: true} as const

/** What a resource server is made with. */
export const newResourceServerFlags = {
  name: Flags.string({summary: 'Name for people; its identifier when there is none.', helpValue: 'NAME'}),
  'add-scope': Flags.string({
    summary: 'Scope to have, described by its name where nothing else is said; repeatable.',
    ...repeated,
    helpValue: 'NAME[=DESCRIPTION]',
  }),
}

/** What changes about one, in words of its own. */
export const resourceServerFlags = {
  ...newResourceServerFlags,
  name: Flags.string({summary: 'New name.', helpValue: 'NAME'}),
  'remove-scope': Flags.string({summary: 'Scope to have no longer; repeatable.', ...repeated, helpValue: 'NAME'}),
}
