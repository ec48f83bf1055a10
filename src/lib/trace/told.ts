/** One thing that happened, masked, as it is told to people. */
export interface Told {
  /** From here to a server, back, by way of the browser, or on an open line. */
  readonly direction: 'sent' | 'came' | 'browser-sent' | 'browser-came' | 'message-sent' | 'message-came'
  /** Counts requests; an answer has the number of its request. */
  readonly number?: number
  /** `POST https://…` or `200 OK`. */
  readonly head: string
  readonly title?: string
  readonly members: readonly (readonly [name: string, value: string])[]
  /** Members that are not shown. */
  readonly more: number
  /** How values were computed, or compare. */
  readonly derived: readonly string[]
  /** What the specification says here, and where. */
  readonly says?: readonly [says: string, spec: string]
}
