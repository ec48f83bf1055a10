import type {Stack} from '../stack.ts'

/** A mutation that succeeded: its field, and of its result what the mutation itself selected. */
export interface Happening {
  readonly mutation: string
  readonly result: unknown
}

type Listener = (happening: Happening) => void

const feeds = new WeakMap<Stack, Set<Listener>>()

/** Tells every subscriber of this stack. */
export function publish(stack: Stack, happening: Happening): void {
  for (const listener of feeds.get(stack) ?? []) listener(happening)
}

/** Listens to this stack's mutations until the function given back is called. */
export function listen(stack: Stack, listener: Listener): () => void {
  const listeners = feeds.get(stack) ?? new Set()
  feeds.set(stack, listeners)
  listeners.add(listener)
  return () => listeners.delete(listener)
}
