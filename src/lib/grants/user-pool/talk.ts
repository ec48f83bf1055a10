import type {World} from '../../world/world.ts'
import type {SignInRequest} from '../sign-in-request.ts'
import type {Answer, GivenAnswers} from './answers.ts'
import type {Device} from './device.ts'
import type {PoolClient} from './pool-client.ts'
import type {Step} from './replies.ts'
import type {Proof} from './srp.ts'

/** A sign-in under way. */
export interface Talk {
  readonly world: Pick<World, 'ask' | 'clock'>
  readonly client: PoolClient
  readonly tell: SignInRequest['tell']
  readonly given: GivenAnswers
  /** As typed at first; then what the pool calls them. */
  username: string
  /** As it came or was typed, while it may be needed again. */
  password?: Answer | undefined
  /** The password under proof. */
  srp?: {readonly proof: Proof; readonly password: string}
  /** Known here from an earlier sign-in. */
  device?: Device | undefined
  /** The device's own proof. */
  deviceProof?: Proof
}

/** What is sent back to a challenge. */
export interface ChallengeAnswer {
  readonly responses: Readonly<Record<string, string>>
  /** In place of the challenge's own session. */
  readonly session?: string
  /** Whether a person typed it, and may try again if it is wrong. */
  readonly typed?: boolean
}

/** Answers one kind of challenge. */
export type Answering = (talk: Talk, challenge: Step) => Promise<ChallengeAnswer>
