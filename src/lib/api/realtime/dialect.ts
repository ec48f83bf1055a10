import type {Provable} from '../credential.ts'
import type {GraphqlQuestion, GraphqlResponse} from '../graphql.ts'
import type {Line} from './line.ts'

/** What is asked, with what proves who asks, and where events go. */
export interface Asking {
  readonly url: string
  readonly question: GraphqlQuestion
  readonly prove: (request: Provable) => Promise<Record<string, string>>
  /** Called once the server has taken the subscription. */
  readonly started: () => void
  readonly event: (response: GraphqlResponse) => void
}

/** How a server wants to be asked for events: its address, its sub-protocol, and its messages. */
export interface Dialect {
  readonly name: 'appsync' | 'graphql-transport-ws'
  address(url: string): string
  /** Sub-protocols and headers that open the line. */
  opening(asking: Asking): Promise<{protocols: string[]; headers: Record<string, string>}>
  /**
   * Speaks until the server says that the subscription is complete.
   * @throws Failure for what the server refuses; `LineLost` where the line ended first
   */
  converse(line: Line, asking: Asking): Promise<void>
}
