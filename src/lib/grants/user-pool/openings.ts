import type {PoolFlow, SignInRequest} from '../sign-in-request.ts'
import {alongWith, firstFactors} from './choices.ts'
import {beginPasswordProof, deviceKeyOf, passwordOf} from './password.ts'
import {type Step, stepIn} from './replies.ts'
import type {Talk} from './talk.ts'

/** How each flow begins (Cognito API reference, InitiateAuth). */
export const openings: Record<PoolFlow, (talk: Talk, request: SignInRequest) => Promise<Step>> = {
  srp: async (talk, request) => initiate(talk, request, 'USER_SRP_AUTH', await beginPasswordProof(talk)),
  password: async (talk, request) =>
    initiate(talk, request, 'USER_PASSWORD_AUTH', {PASSWORD: (await passwordOf(talk)).value}),
  'user-auth': async (talk, request) =>
    initiate(talk, request, 'USER_AUTH', {
      ...(await preferred(talk)),
      ...(request.acr !== undefined && {TARGET_ACR_VALUES: request.acr}),
      ...(request.maxAge !== undefined && {MAX_AGE: String(request.maxAge)}),
    }),
  // A password that is given is proven before the pool's own functions ask.
  custom: async (talk, request) =>
    initiate(
      talk,
      request,
      'CUSTOM_AUTH',
      talk.given.password === undefined ? {} : {CHALLENGE_NAME: 'SRP_A', ...(await beginPasswordProof(talk))},
    ),
}

async function initiate(
  talk: Talk,
  {params}: SignInRequest,
  flow: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Step> {
  const {client, username} = talk
  const reply = await client.ask('InitiateAuth', {
    ClientId: client.clientId,
    AuthFlow: flow,
    AuthParameters: {USERNAME: username, ...client.proof(username), ...parameters, ...deviceKeyOf(talk)},
    // The pool's functions get these (Cognito developer guide, Lambda triggers: ClientMetadata).
    ...(params && Object.keys(params).length > 0 && {ClientMetadata: params}),
  })
  return stepIn(reply)
}

/** What was chosen beforehand is named at once, and spares a round. */
async function preferred(talk: Talk): Promise<Record<string, string>> {
  const {firstFactor} = talk.given
  if (firstFactor === undefined) return {}
  const choice = firstFactors[firstFactor].challenge
  return {PREFERRED_CHALLENGE: choice, ...(await alongWith(talk, choice))}
}
