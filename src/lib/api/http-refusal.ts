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

  /** The server's name for it and its sentence: AppSync's from the body; API Gateway's from a header and the body. */
  get reason(): {readonly type?: string; readonly message?: string} {
    const {errors, message: own, Message: theirs} = (this.document ?? {}) as Body
    const first = Array.isArray(errors) ? errors[0] : undefined
    const type = first?.errorType ?? this.headers.get('x-amzn-errortype')?.split(':')[0]
    const message = first?.message ?? own ?? theirs
    return {
      ...(typeof type === 'string' && {type}),
      ...(typeof message === 'string' && {message}),
    }
  }
}

interface Body {
  readonly errors?: readonly {readonly errorType?: unknown; readonly message?: unknown}[]
  readonly message?: unknown
  readonly Message?: unknown
}
