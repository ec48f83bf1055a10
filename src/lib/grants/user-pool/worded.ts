import {Failure, type FailureCode} from '../../failure.ts'
import {setField, whomWords} from '../../whom.ts'
import {loginCommand} from '../login-command.ts'
import type {PoolFlow} from '../sign-in-request.ts'
import type {PoolClient} from './pool-client.ts'
import {Refusal} from './refusal.ts'

/** What was going on when the pool refused. */
export interface Circumstances {
  readonly client: PoolClient
  readonly username?: string | undefined
  readonly flow?: PoolFlow | undefined
}

/** A refusal as a Failure, with the command that mends it; everything else as it is. */
export function worded(error: unknown, at: Circumstances): unknown {
  if (!(error instanceof Refusal)) return error
  const row = rows.find(({name, says}) => name === error.name && (says?.test(error.message) ?? true))
  if (!row) return new Failure('denied', `The pool refused (${error.name}): ${error.sentence}`, {cause: error})
  const {code, sentence = error.sentence, hints} = row
  const words = typeof sentence === 'string' ? sentence : sentence(at)
  return new Failure(code, words, {hints: hints?.(at) ?? [], cause: error})
}

interface Row {
  readonly name: string
  /** Cognito gives one name to many refusals: only their words differ. */
  readonly says?: RegExp
  readonly code: FailureCode
  /** The pool's own unless said. */
  readonly sentence?: string | ((at: Circumstances) => string)
  readonly hints?: (at: Circumstances) => string[]
}

const who = ({username}: Circumstances) => username ?? 'USERNAME'
const again = ({client: {profile}, flow}: Circumstances) => loginCommand(profile, ...(flow ? ['--flow', flow] : []))
const withSecret = ({client: {profile}, flow}: Circumstances) => [
  loginCommand(profile, ...(flow ? ['--flow', flow] : []), '--client-secret-file FILE'),
  'set AUTHCTL_CLIENT_SECRET',
]
const user = (verb: string) => (at: Circumstances) =>
  ['authctl user', verb, who(at), ...whomWords(at.client.profile)].join(' ')
const newPassword = (at: Circumstances) => `${user('password')(at)} --permanent`

/** What an app client must allow for each flow (Cognito API reference, ExplicitAuthFlows). */
const allowedBy: Record<PoolFlow, string> = {
  srp: 'ALLOW_USER_SRP_AUTH',
  password: 'ALLOW_USER_PASSWORD_AUTH',
  'user-auth': 'ALLOW_USER_AUTH',
  custom: 'ALLOW_CUSTOM_AUTH',
}

/** Read top to bottom: the first row that fits. Names and words as of the Cognito API reference and the service. */
const rows: readonly Row[] = [
  {
    name: 'NotAuthorizedException',
    says: /attempts exceeded/i,
    code: 'throttled',
    sentence: at =>
      `The pool has locked ${who(at)} after too many wrong attempts: for a second at first, for a quarter of an hour at most.`,
    hints: at => [`wait, then: ${again(at)}`, newPassword(at)],
  },
  {
    name: 'NotAuthorizedException',
    says: /^Invalid session/i,
    code: 'timed_out',
    sentence:
      'The pool no longer keeps this sign-in open: its client allows a few minutes for it (AuthSessionValidity).',
    hints: at => [again(at)],
  },
  {
    name: 'NotAuthorizedException',
    says: /disabled/i,
    code: 'denied',
    hints: at => [user('enable')(at)],
  },
  {
    name: 'NotAuthorizedException',
    says: /temporary password/i,
    code: 'denied',
    hints: at => [user('password')(at)],
  },
  {
    name: 'NotAuthorizedException',
    says: /configured with secret|SECRET_HASH was not received/i,
    code: 'input_required',
    sentence: ({client: {clientId}}) => `The app client ${clientId} has a secret, and it was not given.`,
    hints: withSecret,
  },
  {
    name: 'NotAuthorizedException',
    says: /verify secret|SecretHash does not match/i,
    code: 'denied',
    sentence: ({client: {clientId, clientSecret}}) =>
      clientSecret === undefined
        ? `The app client ${clientId} has a secret, and it was not given.`
        : `The secret that was given is not that of the app client ${clientId}, or it has none.`,
    hints: withSecret,
  },
  {name: 'NotAuthorizedException', code: 'denied'},
  {name: 'UserNotFoundException', code: 'not_found', sentence: at => `There is no user ${who(at)} in this pool.`},
  {
    name: 'UserNotConfirmedException',
    code: 'denied',
    sentence: at => `${who(at)} signed up and did not confirm it yet.`,
    hints: at => [
      user('confirm')(at),
      `aws cognito-idp confirm-sign-up --client-id ${at.client.clientId} --username ${who(at)} --confirmation-code CODE`,
    ],
  },
  {
    name: 'PasswordResetRequiredException',
    code: 'denied',
    sentence: at => `The password of ${who(at)} was reset: a new one has to be set first.`,
    hints: at => [
      newPassword(at),
      `aws cognito-idp confirm-forgot-password --client-id ${at.client.clientId} --username ${who(at)} --confirmation-code CODE --password PASSWORD`,
    ],
  },
  {
    name: 'InvalidParameterException',
    says: /not enabled for this client|auth method not supported/i,
    code: 'unsupported',
    sentence: ({client: {clientId}, flow = 'srp'}) => `The app client ${clientId} does not allow --flow ${flow}.`,
    hints: ({client: {clientId, profile}, flow = 'srp'}) => [
      ['authctl client set', clientId, ...whomWords(profile), `--add-auth-flow ${allowedBy[flow]}`].join(' '),
      loginCommand(profile),
    ],
  },
  {name: 'InvalidParameterException', code: 'usage'},
  {
    name: 'ResourceNotFoundException',
    says: /client/i,
    code: 'not_found',
    hints: ({client: {profile}}) => [setField(profile, '--client-id ID')],
  },
  {name: 'ResourceNotFoundException', code: 'not_found'},
  {name: 'CodeMismatchException', code: 'denied', sentence: 'The code is not the right one.', hints: at => [again(at)]},
  {
    name: 'EnableSoftwareTokenMFAException',
    code: 'denied',
    sentence: 'The code is not the right one.',
    hints: at => [again(at)],
  },
  {
    name: 'ExpiredCodeException',
    code: 'denied',
    sentence: 'The code is over, or was used before: wait for the next one.',
    hints: at => [again(at)],
  },
  {name: 'InvalidPasswordException', code: 'usage'},
  {name: 'PasswordHistoryPolicyViolationException', code: 'usage'},
  {name: 'TooManyRequestsException', code: 'throttled', sentence: 'The pool still asks to slow down after retries.'},
  {name: 'LimitExceededException', code: 'throttled', hints: at => [`wait, then: ${again(at)}`]},
  {name: 'TooManyFailedAttemptsException', code: 'throttled', hints: at => [`wait, then: ${again(at)}`]},
  {name: 'CodeDeliveryFailureException', code: 'unreachable'},
  {name: 'FeatureUnavailableInTierException', code: 'unsupported'},
  {name: 'OperationNotEnabledException', code: 'unsupported'},
  {name: 'UnsupportedOperationException', code: 'unsupported'},
  {name: 'UnknownOperationException', code: 'unsupported'},
  {name: 'Unsupported', code: 'unsupported'},
  {name: 'InternalErrorException', code: 'unreachable', sentence: 'The pool had a fault of its own.'},
  {name: 'InternalServerException', code: 'unreachable', sentence: 'The pool had a fault of its own.'},
  {name: 'UnexpectedLambdaException', code: 'unreachable'},
  {name: 'InvalidLambdaResponseException', code: 'unreachable'},
]
