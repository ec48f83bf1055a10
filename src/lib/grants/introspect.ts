import {Failure} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {cleanDocument} from '../redaction/cleaning.ts'
import {knowing} from '../redaction/learning.ts'
import {isCognito} from './cognito.ts'
import type {ConnectOptions, Outside} from './connection.ts'
import {connectFor, type PresentedToken, typeHint} from './presented-token.ts'
import {translated} from './translate.ts'

/** What a server says of a token, in the words of RFC 7662, 2.2; of one that is not active it says nothing else. */
export interface Introspection {
  readonly active: boolean
  readonly [member: string]: unknown
}

/**
 * Asks the issuer whether the token is good now (RFC 7662): it knows what no token can tell, such as that it was revoked.
 *
 * @throws Failure `unsupported` where the issuer does not introspect, which Cognito does not; `denied` for a client that
 *   may not ask; `unreachable` when `active` is no boolean; and as `connectFor` does.
 */
export async function introspectToken(
  world: Outside,
  profile: Profile,
  presented: PresentedToken,
  {clientSecret}: Pick<ConnectOptions, 'clientSecret'> = {},
): Promise<Introspection> {
  if (isCognito(profile)) throw noIntrospection('Amazon Cognito')
  const connection = await connectFor(world, profile, presented, 'introspection_endpoint', {
    clientSecret,
    inspect: ({issuer, introspection_endpoint: endpoint}) => {
      if (endpoint === undefined) throw noIntrospection(issuer)
    },
  })
  const {oidc, config, issuer} = connection
  const {token, kind} = presented
  const answer = await translated(oidc.tokenIntrospection(config, token, typeHint(kind)), {
    what: 'to say whether the token is good',
    issuer,
  })
  // Some servers repeat the token in what they say of it.
  return cleanDocument(knowing(token, clientSecret), answer)
}

function noIntrospection(who: string): Failure {
  return new Failure('unsupported', `${who} does not introspect tokens (RFC 7662).`, {
    hints: ['authctl token verify checks signature and claims', 'authctl whoami asks the server about the session'],
  })
}
