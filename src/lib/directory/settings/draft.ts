import type {Service} from '../directory.ts'
import {changesOf} from './change.ts'
import type {Document} from './document.ts'
import {edited} from './edit.ts'
import type {Draft} from './subject.ts'
import {editsOf, type Wishes} from './wishes.ts'

/** The settings to make a new thing with. In a rehearsal they are noted as new. @throws Failure `usage`. */
export function drafted(service: Service, draft: Draft, given: Document, wishes: Wishes): Document {
  const {set, unset, file, edits = []} = wishes
  const wished = [set, unset, file, edits[0]].some(wish => wish !== undefined && !(Array.isArray(wish) && !wish.length))
  const settings = wished ? edited(given, editsOf(draft, given, wishes)) : given
  service.rehearsal?.changes.push(...changesOf(draft, {}, settings))
  return settings
}
