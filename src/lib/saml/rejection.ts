/** Why a message does not count as what it says it is. Stays within this room: outside it is part of an answer. */
export class Rejection extends Error {
  readonly code: RejectionCode

  constructor(code: RejectionCode, message: string) {
    super(message)
    this.name = 'Rejection'
    this.code = code
  }
}

export type RejectionCode =
  | 'unsigned'
  | 'encrypted'
  | 'ambiguous'
  | 'wrapped'
  | 'algorithm'
  | 'signature'
  | 'issuer'
  | 'expired'
  | 'not_yet_valid'
