import type {PoolFlow, SignInRequest} from '../sign-in-request.ts'
import {firstFactors} from './choices.ts'
import {beginPasswordProof, deviceKeyOf, passwordOf} from './password.ts'
import type {Step} from './replies.ts'
import type {Talk} from './talk.ts'

/** Told by an opening: whether a person typed the password it used. */
interface Opening {
  typed: boolean
}

/** How each flow begins (Cognito API reference, InitiateAuth). */
export const openings: Record<PoolFlow, (talk: Talk, request: SignInRequest, opening: Opening) => Promise<Step>> = {
  srp: async (talk, request, opening) => {
    const {SRP_A, typed} = await beginPasswordProof(talk)
    opening.typed = typed
    return initiate(talk, request, 'USER_SRP_AUTH', {SRP_A})
  },
  password: async (talk, request, opening) => {
    const {value, typed} = await passwordOf(talk)
    opening.typed = typed
    return initiate(talk, request, 'USER_PASSWORD_AUTH', {PASSWORD: value})
  },
  'user-auth': async (talk, request, opening) =>
    initiate(talk, request, 'USER_AUTH', {
      ...(await preferred(talk, opening)),
      ...(request.acr !== undefined && {TARGET_ACR_VALUES: request.acr}),
      ...(request.maxAge !== undefined && {MAX_AGE: String(request.maxAge)}),
    }),
  custom: async (talk, request, opening) => {
    if (talk.given.password === undefined) return initiate(talk, request, 'CUSTOM_AUTH', {})
    // A password that is given is proven before the pool's own functions ask.
    const {SRP_A, typed} = await beginPasswordProof(talk)
    opening.typed = typed
    return initiate(talk, request, 'CUSTOM_AUTH', {CHALLENGE_NAME: 'SRP_A', SRP_A})
  },
}

function initiate(
  talk: Talk,
  {params}: SignInRequest,
  flow: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Step> {
  const {client, username} = talk
  return client.ask<Step>('InitiateAuth', {
    ClientId: client.clientId,
    AuthFlow: flow,
    AuthParameters: {USERNAME: username, ...client.proof(username), ...parameters, ...deviceKeyOf(talk)},
    // The pool's functions get these (Cognito developer guide, Lambda triggers: ClientMetadata).
    ...(params && Object.keys(params).length > 0 && {ClientMetadata: params}),
  })
}

/** What was chosen beforehand is named at once, and spares a round. */
async function preferred(talk: Talk, opening: Opening): Promise<Record<string, string>> {
  const {firstFactor} = talk.given
  if (firstFactor === undefined) return {}
  const choice = Object.entries(firstFactors).find(([word]) => word === firstFactor)?.[1].challenge ?? firstFactor
  if (choice === 'PASSWORD_SRP') {
    const {SRP_A, typed} = await beginPasswordProof(talk)
    opening.typed = typed
    return {PREFERRED_CHALLENGE: choice, SRP_A}
  }
  if (choice === 'PASSWORD') {
    const {value, typed} = await passwordOf(talk)
    opening.typed = typed
    return {PREFERRED_CHALLENGE: choice, PASSWORD: value}
  }
  return {PREFERRED_CHALLENGE: choice}
}
