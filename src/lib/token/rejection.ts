import {type RuleCode, rules} from './rules.ts'

/** Why a token is refused: a stable machine code, and a sentence about this very token. Stays inside this room. */
export class Rejection extends Error {
  readonly code: RuleCode

  constructor(code: RuleCode, message: string = rules[code]) {
    super(message)
    this.code = code
  }
}
