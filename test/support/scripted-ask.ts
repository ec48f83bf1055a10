import assert from 'node:assert/strict'
import type {Ask, Choice, Question} from '../../src/lib/world/world.ts'

/** What a person answers to the question whose flag this is: a text, yes or no, or the name of a choice. */
export type ScriptedAnswer = readonly [flag: string, answer: string | boolean | Error]

export interface ScriptedAsk extends Ask {
  /** Fails when an answer was left over. */
  done(): void
}

/**
 * A person with their answers ready, in order. Fails on a question nobody expected; an Error as an answer is thrown, as
 * Ctrl-C would. An empty text takes the question's default.
 */
export function scriptedAsk(...answers: ScriptedAnswer[]): ScriptedAsk {
  const left = [...answers]
  const next = ({message, flag}: Question): string | boolean => {
    const [expected, answer] = left.shift() ?? []
    assert.equal(flag, expected, `nobody expected to be asked “${message}” (${flag})`)
    if (answer instanceof Error) throw answer
    return answer as string | boolean
  }
  return {
    possible: true,
    text: async question => String(next(question)) || (question.default ?? ''),
    secret: async question => String(next(question)),
    confirm: async question => {
      const answer = next(question)
      assert.equal(typeof answer, 'boolean', `“${question.message}” wants yes or no`)
      return answer === true
    },
    choose: async <T>(question: Question & {readonly choices: readonly Choice<T>[]}) => {
      const wanted = next(question)
      const found = question.choices.find(({name}) => name === wanted)
      assert.ok(found, `“${wanted}” is none of ${question.choices.map(({name}) => name).join(' | ')}`)
      return found.value
    },
    done: () => assert.deepEqual(left, [], 'answers that nobody asked for'),
  }
}
