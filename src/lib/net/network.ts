/** The part of the world that reaches the network. */
export interface Network {
  readonly fetch: (input: URL, init?: RequestInit) => Promise<Response>
  readonly cancelled?: AbortSignal
}
