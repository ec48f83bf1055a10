import {Failure} from '../failure.ts'

/** As much of an SDK command as it takes to watch its attempts. */
interface Watched {
  readonly middlewareStack: {
    add(middleware: never, options: {step: 'finalizeRequest'; priority: 'low'; name: string}): void
  }
}

type Handler = (args: unknown) => Promise<unknown>

/**
 * Watches the attempts of one request. The SDK sends a request again when its answer does not come, and the first one may
 * have been carried out: what then is refused as done already was done by ourselves, perhaps.
 * @returns whether an attempt so far went unanswered, by a broken connection, too long a wait or a fault of the server.
 */
export function watchForLostAnswers(command: Watched): () => boolean {
  let lost = false
  const watching = (next: Handler) => async (args: unknown) => {
    try {
      return await next(args)
    } catch (error) {
      const status = (error as {$metadata?: {httpStatusCode?: number}}).$metadata?.httpStatusCode
      lost ||= status === undefined || status >= 500
      throw error
    }
  }
  // Inside of the step that retries, so that it sees each attempt.
  command.middlewareStack.add(watching as never, {
    step: 'finalizeRequest',
    priority: 'low',
    name: 'watchForLostAnswers',
  })
  return () => lost
}

/** What the system says when nothing can have been sent. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/**
 * Keeps one request from being sent again once it may have been carried out: what makes something new under an id of the
 * service's choosing would make two. Throttling is repeated, as it was refused.
 * @throws Failure `unreachable`, from the sending, saying where to look.
 */
export function sendOnce(command: Watched, {what, look}: {readonly what: string; readonly look: string}): void {
  const once = (next: Handler) => async (args: unknown) => {
    try {
      return await next(args)
    } catch (error) {
      const {$metadata, code, name} = error as {$metadata?: {httpStatusCode?: number}; code?: string; name?: string}
      const status = $metadata?.httpStatusCode
      const refused = status !== undefined && status < 500
      if (error instanceof Failure || refused || unsent.has(code ?? '') || name === 'AbortError') throw error
      // Without its cause, by which the SDK would take it for one more of those that it repeats.
      throw new Failure('unreachable', `The answer was lost, and ${what} may be there: it is not asked for again.`, {
        hints: [look],
      })
    }
  }
  command.middlewareStack.add(once as never, {step: 'finalizeRequest', priority: 'low', name: 'sendOnce'})
}
