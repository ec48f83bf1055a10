/** What the pool refused, in its own words. It does not leave the room: at the border it becomes a Failure. */
export class Refusal extends Error {
  /** The exception's name, such as `NotAuthorizedException`. */
  override readonly name: string

  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }

  /** Its words, ended as sentences are. */
  get sentence(): string {
    return /[.!?]$/.test(this.message) ? this.message : `${this.message}.`
  }
}

/** Whether the answer was wrong and the sign-in is still open for a better one. */
export function isCorrectable(error: unknown): error is Refusal {
  return error instanceof Refusal && correctable.has(error.name)
}

const correctable: ReadonlySet<string> = new Set([
  'CodeMismatchException',
  'EnableSoftwareTokenMFAException',
  'ExpiredCodeException',
  'InvalidPasswordException',
  'InvalidParameterException',
  'PasswordHistoryPolicyViolationException',
])

/** Whether name or password were wrong, or hidden as if they were: the sign-in is over, and may begin anew. */
export function isWrongPassword(error: unknown): error is Refusal {
  return (
    error instanceof Refusal && error.name === 'NotAuthorizedException' && /^Incorrect username/.test(error.message)
  )
}

/** Whether the pool does not know the device that it was told of. */
export function isUnknownDevice(error: unknown): boolean {
  return error instanceof Refusal && error.name === 'ResourceNotFoundException' && /device/i.test(error.message)
}

/** Whether what was asked is too new for this service: emulators and older regions. */
export function isUnknownOperation(error: unknown): boolean {
  return error instanceof Refusal && unknown.has(error.name)
}

/** The service's own word, and those of emulators. */
const unknown: ReadonlySet<string> = new Set(['UnknownOperationException', 'NotImplementedException', 'Unsupported'])
