import {Failure} from '../../failure.ts'
import type {Profile} from '../../profile/profile.ts'
import {setField} from '../../whom.ts'
import {isCognito} from '../cognito.ts'
import {loginCommand} from '../login-command.ts'
import type {PoolFlow, SignInRequest} from '../sign-in-request.ts'

/** What is asked of a sign-in page or a token endpoint, and means nothing where there is neither. */
const elsewhere: readonly [keyof SignInRequest, string][] = [
  ['dpop', '--dpop'],
  ['par', '--par'],
  ['jar', '--jar'],
  ['jarm', '--jarm'],
  ['resource', '--resource'],
  ['audience', '--audience'],
  ['identityProvider', '--identity-provider'],
  ['idpIdentifier', '--idp-identifier'],
]

/**
 * Whether a sign-in without a page can be what was asked for.
 * @throws Failure `unsupported` where there is no user pool, `usage` for a wish that would silently come to nothing.
 */
export function assertPoolRequest(profile: Profile, request: SignInRequest & {readonly flow: PoolFlow}): void {
  const {name} = profile
  if (!isCognito(profile))
    throw new Failure(
      'unsupported',
      `The profile ${name} names no Cognito user pool; --flow ${request.flow} is for these.`,
      {
        hints: [loginCommand(profile), setField(profile, '--user-pool-id ID')],
      },
    )
  const [, flag] = elsewhere.find(([wish]) => request[wish]) ?? []
  if (flag !== undefined)
    throw new Failure('usage', `${flag} is for sign-in pages; --flow ${request.flow} has none.`, {
      hints: [loginCommand(profile, `--flow pkce ${flag} …`)],
    })
  if (request.scopes?.length)
    request.tell.remark('Signing in without the sign-in page, a pool grants no scopes but its own.')
}
