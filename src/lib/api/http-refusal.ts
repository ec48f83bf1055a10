/** The server let nobody in with this credential: HTTP 401 or 403, and AppSync's answers of that kind. */
export class HttpRefusal extends Error {
  readonly status: number
  readonly headers: Headers
  /** The body where it is JSON: AppSync says its reason there. */
  readonly document: object | undefined

  constructor(status: number, headers: Headers, document: object | undefined) {
    super(`refused with HTTP ${status}`)
    this.status = status
    this.headers = headers
    this.document = document
  }

  /** AppSync's type and sentence, where the body has them. */
  get reason(): {readonly type?: string; readonly message?: string} {
    const [first] = (this.document as {errors?: {errorType?: string; message?: string}[]})?.errors ?? []
    const {errorType, message} = first ?? {}
    return {
      ...(typeof errorType === 'string' && {type: errorType}),
      ...(typeof message === 'string' && {message}),
    }
  }
}
