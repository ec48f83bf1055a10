import {isSecret} from '../secrets.ts'
import {type Document, isDocument, type Json} from './document.ts'
import {answerName} from './names.ts'
import type {Shape} from './shape.ts'
import {type Draft, nameIn} from './subject.ts'

/** A thing with settings as answers have it. */
export interface Settings {
  readonly [name: string]: unknown
}

/**
 * A document of the API as an answer: names in camel case, times as ISO strings, what is absent or null left out, and
 * secrets only where they were asked for.
 */
export function answerOf(
  subject: Draft,
  document: Document,
  {reveal = false}: {readonly reveal?: boolean | undefined} = {},
): Settings {
  return Object.fromEntries(
    Object.entries(document).flatMap(([name, value]): [string, Json][] => {
      if (value === null || (!reveal && isSecret(name))) return []
      const shape = subject.known.members.get(name) ?? subject.settable.members.get(name)
      return [[nameIn(subject, name), spelled(value, shape, reveal)]]
    }),
  )
}

function spelled(value: Json, shape: Shape | undefined, reveal: boolean): Json {
  if (shape?.kind === 'time' && typeof value === 'number') return new Date(Math.round(value * 1000)).toISOString()
  if (Array.isArray(value)) {
    const of = shape?.kind === 'list' ? shape.of : undefined
    return value.map((item: Json) => spelled(item, of, reveal))
  }
  if (!isDocument(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
      if (inner === null || (!reveal && isSecret(name))) return []
      if (shape?.kind === 'map') return [[name, spelled(inner, shape.of, reveal)]]
      const member = shape?.kind === 'structure' ? shape.members.get(name) : undefined
      return [[answerName(name), spelled(inner, member, reveal)]]
    }),
  )
}
