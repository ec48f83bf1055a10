import {Failure} from '../failure.ts'
import type {Outcome} from './call.ts'
import type {GraphqlQuestion} from './graphql.ts'
import {nextCursor, pagingOf} from './pages.ts'

/** Asks the question once. */
export type Ask = (question: GraphqlQuestion) => Promise<Outcome>

/**
 * The answers of all pages, each as it comes; one with errors is the last.
 * @throws Failure `usage` for an operation without pages; `unreachable` where they lead back to one that was read
 */
export async function* pageAfterPage(ask: Ask, first: GraphqlQuestion): AsyncGenerator<Outcome> {
  const paging = await pagingOf(first)
  const seen = new Set<string>()
  for (let question: GraphqlQuestion | undefined = first; question; ) {
    const outcome: Outcome = await ask(question)
    yield outcome
    const cursor = outcome.code ? undefined : nextCursor(paging, outcome.answer.response)
    if (cursor && seen.has(cursor.value))
      throw new Failure('unreachable', 'The pages lead back to one that was read already.')
    if (cursor) seen.add(cursor.value)
    question = cursor && {...first, variables: {...first.variables, [cursor.variable]: cursor.value}}
  }
}

/** The answers to the same question, asked so many times, one after the other. */
export async function* again(ask: Ask, question: GraphqlQuestion, times: number): AsyncGenerator<Outcome> {
  for (let time = 0; time < times; time++) yield await ask(question)
}
