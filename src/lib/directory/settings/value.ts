import {Failure} from '../../failure.ts'
import {isDocument, type Json} from './document.ts'
import {answerName} from './names.ts'
import type {Shape} from './shape.ts'

/**
 * A value for a setting of this shape: as a flag has it, text, or as a file has it, JSON. Names in it may be spelled as
 * answers have them.
 * @throws Failure `usage` when it has another form.
 */
export function settingOf(shape: Shape, given: Json, path: string): Json {
  const wrong = (wanted: string) =>
    new Failure(
      'usage',
      `${path} must be ${wanted}, not ${typeof given === 'string' ? `“${given}”` : JSON.stringify(given)}.`,
    )
  switch (shape.kind) {
    case 'text':
      if (typeof given !== 'string') throw wrong('text')
      return given
    case 'number':
    case 'time': {
      const number = typeof given === 'string' && /^-?\d+$/.test(given) ? Number(given) : given
      if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw wrong('a whole number')
      return number
    }
    case 'flag':
      if (given === true || given === 'true') return true
      if (given === false || given === 'false') return false
      throw wrong('true or false')
    case 'list': {
      const items = typeof given === 'string' ? listOf(given) : given
      if (!Array.isArray(items)) throw wrong('a list: a,b or ["a","b"]')
      return items.map((item: Json, at) => settingOf(shape.of, item, `${path}[${at}]`))
    }
    case 'map':
    case 'structure': {
      const members = typeof given === 'string' ? parsed(given) : given
      if (!isDocument(members)) throw wrong('a JSON object')
      return Object.fromEntries(
        Object.entries(members).map(([word, value]) => {
          if (shape.kind === 'map') return [word, settingOf(shape.of, value, `${path}.${word}`)]
          const name = [...shape.members.keys()].find(name => name === word || answerName(name) === word)
          if (name === undefined && !/^[A-Z]/.test(word))
            throw new Failure('usage', `${path} has no setting “${word}”.`)
          const inner = name === undefined ? undefined : shape.members.get(name)
          return [name ?? word, inner === undefined ? value : settingOf(inner, value, `${path}.${word}`)]
        }),
      )
    }
    case 'any':
      return typeof given === 'string' ? (parsed(given) ?? given) : given
  }
}

function listOf(text: string): Json | undefined {
  if (text.trim().startsWith('[')) return parsed(text)
  return text === '' ? [] : text.split(',').map(item => item.trim())
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
