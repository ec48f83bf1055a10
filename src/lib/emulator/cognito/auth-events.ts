import {randomUUID} from 'node:crypto'
import type {AuthEventType} from '@aws-sdk/client-cognito-identity-provider'
import type {Stack} from '../stack.ts'
import type {Pool, User} from '../state.ts'

/** Whether the pool watches over sign-ins (threat protection), and so remembers them. */
export function watches({settings}: Pool): boolean {
  const mode = settings.UserPoolAddOns?.AdvancedSecurityMode
  return mode === 'AUDIT' || mode === 'ENFORCED'
}

/** Remembers a sign-in that went well, or did not. Nobody judges its risk here. */
export function rememberSignIn({clock}: Pick<Stack, 'clock'>, pool: Pool, user: User, passed: boolean): void {
  if (!watches(pool)) return
  const event: AuthEventType = {
    EventId: randomUUID(),
    EventType: 'SignIn',
    CreationDate: new Date(clock.now()),
    EventResponse: passed ? 'Pass' : 'Fail',
    EventRisk: {RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false},
    ChallengeResponses: [{ChallengeName: 'Password', ChallengeResponse: passed ? 'Success' : 'Failure'}],
  }
  user.events = [event, ...(user.events ?? [])].slice(0, 1000)
}
