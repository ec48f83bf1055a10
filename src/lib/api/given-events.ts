import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {type ReadPlace, textAt} from './given-place.ts'

/**
 * Events as JSON texts: the words themselves, or from `@FILE` or standard input one document per line.
 * @throws Failure `input_required` without any, `usage` naming the one that is no JSON
 */
export async function givenEvents(
  {terminal}: Pick<World, 'terminal'>,
  read: ReadPlace,
  words: readonly string[],
): Promise<string[]> {
  if (words.length === 0 && terminal.inputIsTerminal)
    throw new Failure('input_required', 'Which events? They are the arguments, @FILE, or what is piped in.', {
      hints: [`authctl events publish default/news '{"title": "Hello"}'`],
    })
  const places = words.length === 0 ? ['-'] : words
  const texts = await Promise.all(places.map(word => (isPlace(word) ? lines(read, word) : [word])))
  const events = texts.flat()
  for (const [at, event] of events.entries()) if (!isJson(event)) throw noJson(at + 1)
  if (events.length === 0) throw new Failure('usage', 'There is no event in what was given.')
  return events
}

function isPlace(word: string): boolean {
  return word === '-' || word.startsWith('@')
}

async function lines(read: ReadPlace, word: string): Promise<string[]> {
  const text = await textAt(read, word.replace(/^@/, ''))
  return text.split('\n').flatMap(line => (line.trim() === '' ? [] : [line.trim()]))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function noJson(nth: number): Failure {
  return new Failure('usage', `Event ${nth} is not JSON.`, {hints: [`a text is JSON in quotes: '"Hello"'`]})
}
