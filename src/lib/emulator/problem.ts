/**
 * A refusal, in the words of whichever protocol was spoken: `code` is the exception name of the Cognito API, the OAuth
 * error code or the AppSync error type. The router and the protocols put it on the wire.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.status = status
  }
}
