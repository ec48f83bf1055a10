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
