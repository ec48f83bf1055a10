import {Failure} from '../failure.ts'
import type {Edit} from './settings/edit.ts'

/** What the flags of `resource-server create` and `set` say in words of their own. */
export interface ScopeFlags {
  readonly name?: string | undefined
  readonly 'add-scope'?: readonly string[] | undefined
  readonly 'remove-scope'?: readonly string[] | undefined
}

/** The edits that flags ask for: scopes are the same when they have the same name. @throws Failure `usage`. */
export function scopeEdits({name, 'add-scope': add = [], 'remove-scope': remove = []}: ScopeFlags): Edit[] {
  const scopes = {
    at: ['Scopes'],
    add: add.map(described),
    remove: remove.map(ScopeName => ({ScopeName})),
    by: 'ScopeName',
  }
  return [
    ...(name === undefined ? [] : [{at: ['Name'], to: name}]),
    ...(add.length + remove.length === 0 ? [] : [scopes]),
  ]
}

/** `name` or `name=description`: a scope must have a description, which then is its name. */
function described(text: string): {ScopeName: string; ScopeDescription: string} {
  const end = text.indexOf('=')
  const [name, description] = end === -1 ? [text, text] : [text.slice(0, end), text.slice(end + 1)]
  if (name === '' || description === '') throw new Failure('usage', `“${text}” is not a scope as name=description.`)
  return {ScopeName: name, ScopeDescription: description}
}
