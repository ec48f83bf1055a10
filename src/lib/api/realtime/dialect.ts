import type {Provable} from '../credential.ts'
import type {Line} from './line.ts'

/** What is asked, with what proves who asks, and where events go. */
export interface Asking<Question, Event> {
  readonly url: string
  readonly question: Question
  readonly prove: (request: Provable) => Promise<Record<string, string>>
  /** Called once the server has taken the subscription. */
  readonly started: () => void
  readonly event: (event: Event) => void
}

/** How a server wants to be asked for events: its address, its sub-protocol, and its messages. */
export interface Dialect<Question, Event> {
  readonly name: 'appsync' | 'graphql-transport-ws' | 'appsync-events'
  address(url: string): string
  /** Sub-protocols and headers that open the line. */
  opening(asking: Asking<Question, Event>): Promise<{protocols: string[]; headers: Record<string, string>}>
  /**
   * Speaks until the server says that the subscription is complete.
   * @throws Failure or HttpRefusal for what the server refuses; `LineLost` where the line ended first
   */
  converse(line: Line, asking: Asking<Question, Event>): Promise<void>
}
