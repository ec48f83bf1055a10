import type {Service} from '../directory.ts'
import {changesOf} from './change.ts'
import {type Document, isDocument} from './document.ts'
import {edited} from './edit.ts'
import type {Draft} from './subject.ts'
import {editsOf, type Wishes} from './wishes.ts'

/** The settings to make a new thing with. In a rehearsal they are noted as new. @throws Failure `usage`. */
export function drafted(service: Service, draft: Draft, given: Document, wishes: Wishes): Document {
  const {set, unset, file, edits = []} = wishes
  const says = (wish: unknown) => typeof wish === 'object' && wish !== null && Object.keys(wish).length > 0
  const wished = [set, unset, edits].some(says) || (file !== undefined && (!isDocument(file) || says(file)))
  const settings = wished ? edited(given, editsOf(draft, given, wishes)) : given
  service.rehearsal?.changes.push(...changesOf(draft, {}, settings))
  return settings
}
