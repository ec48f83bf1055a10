import type {FailureCode} from '../failure.ts'

/** Thrown after an answer that is itself the bad news: nothing is left to say, only the exit status of `code`. */
export class Answered extends Error {
  readonly code: FailureCode

  constructor(code: FailureCode) {
    super(code)
    this.code = code
  }
}
