import {randomUUID} from 'node:crypto'
import {Problem} from './problem.ts'
import type {Stack} from './stack.ts'

/** The small data set that the guarded APIs serve, GraphQL and REST alike. */
export interface Notebook {
  readonly notes: Map<string, Note>
  /** What was done, oldest first. */
  readonly audit: AuditEntry[]
}

export interface Note {
  readonly id: string
  readonly title: string
  readonly text: string | null
  /** Who wrote it, as the API's caller was named. */
  readonly author: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

export interface AuditEntry {
  readonly at: string
  readonly who: string
  readonly action: 'addNote' | 'removeNote'
  readonly noteId: string
}

/** Two notes to read before anybody has written one. */
export function firstNotebook(): Notebook {
  const notes: Note[] = [
    {
      id: 'welcome',
      title: 'Welcome',
      text: 'Everybody who is signed in may read notes.',
      author: 'ada',
      createdAt: '2026-01-01T09:00:00.000Z',
    },
    {
      id: 'groups',
      title: 'Who may write',
      text: 'Editors add notes; admins remove them and read the audit log.',
      author: 'grace',
      createdAt: '2026-01-02T09:00:00.000Z',
    },
  ]
  const audit = notes.map(
    ({id, author, createdAt}) => ({at: createdAt, who: author, action: 'addNote', noteId: id}) as const,
  )
  return {notes: new Map(notes.map(note => [note.id, note])), audit}
}

/** All notes, newest first. */
export function listNotes({state}: Stack): Note[] {
  return [...state.notebook.notes.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}

export function addNote(stack: Stack, who: string, {title, text}: {title: string; text?: string | null}): Note {
  const createdAt = new Date(stack.clock.now()).toISOString()
  const note = {id: randomUUID(), title, text: text ?? null, author: who, createdAt}
  stack.state.notebook.notes.set(note.id, note)
  stack.state.notebook.audit.push({at: createdAt, who, action: 'addNote', noteId: note.id})
  return note
}

/** @throws Problem `NotFound` when there is no such note. */
export function removeNote(stack: Stack, who: string, id: string): Note {
  const {notes, audit} = stack.state.notebook
  const note = notes.get(id)
  if (!note) throw new Problem('NotFound', `There is no note ${id}.`, 404)
  notes.delete(id)
  audit.push({at: new Date(stack.clock.now()).toISOString(), who, action: 'removeNote', noteId: id})
  return note
}
