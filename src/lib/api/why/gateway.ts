import {answer, byToken, type Suspect, sameWho} from './scene.ts'

/**
 * API Gateway says this of a missing credential, and of every path or method it does not know (API Gateway developer
 * guide, "Gateway response types", MISSING_AUTHENTICATION_TOKEN).
 */
export const unknownRoute: Suspect = scene => {
  const {type, said, target} = scene
  if (!/MissingAuthenticationToken/.test(type) && said !== 'Missing Authentication Token') return undefined
  const sent = target.auth !== 'none'
  return {
    likelihood: sent ? 96 : 92,
    why: `API Gateway knows no such path or method${sent ? '; a credential was sent, though its answer speaks of one that is missing' : ', or the method wants a signature and none was sent'}`,
    evidence: `${answer(scene)}, for ${new URL(target.url).pathname}`,
    hints: [
      'check the method, the stage and the path: https://ID.execute-api.REGION.amazonaws.com/STAGE/PATH',
      ...(target.auth === 'iam' ? [] : ['--auth iam']),
    ],
  }
}

/** A token, sent to a method that reads `authorization` as a signature; or to a path it does not know. */
export const wantsSignature: Suspect = scene => {
  const {type, said, target} = scene
  if (target.auth === 'iam' || target.auth === 'none') return undefined
  if (!/IncompleteSignature/.test(type) && !/Authorization header requires|key=value pair/i.test(said)) return undefined
  return {
    likelihood: 95,
    why: 'The method wants a signature of AWS (IAM), or there is no such path: the token was read as a signature',
    evidence: answer(scene),
    hints: ['--auth iam', 'check the method, the stage and the path'],
  }
}

/** API Gateway's own API keys and usage plans. */
export const gatewayKey: Suspect = scene => {
  const {service, said, type, status, target, headers} = scene
  const gateway = service === 'rest-api' || service === 'api-gateway'
  if (!gateway || status !== 403 || said !== 'Forbidden' || headers.has('www-authenticate')) return undefined
  const sent = target.auth === 'apiKey'
  return {
    likelihood: sent ? 80 : 50,
    why: sent
      ? 'API Gateway does not take this key: it is unknown, disabled, or in no usage plan of this stage'
      : 'The method wants an API key of API Gateway as well, or a rule of its firewall holds the call back',
    evidence: `${answer(scene)}${/Forbidden/.test(type) ? ' from API Gateway itself' : ''}`,
    hints: ['aws apigateway get-api-keys', ...(sent ? [] : ['--auth apiKey'])],
  }
}

/** An authorizer's policy, or a resource policy, says no. */
export const policy: Suspect = scene => {
  const {type, said, status, target} = scene
  if (target.auth === 'iam' || status !== 403 || scene.fields) return undefined
  if (!/AccessDenied/.test(type) && !/not authorized to access this resource/i.test(said)) return undefined
  return {
    likelihood: 90,
    why: `The token was read, and a policy refuses: that of the API's authorizer, or of the API${/explicit deny/i.test(said) ? ', which denies it outright' : ''}`,
    evidence: answer(scene),
    hints: [`authctl token decode --explain${sameWho(scene)}`, 'aws apigateway get-rest-api --rest-api-id ID'],
  }
}

/** A token that ended, in API Gateway's EXPIRED_TOKEN; ours knows better where its claims can be read. */
export const expiredToken: Suspect = scene => {
  if (!byToken(scene) || !/ExpiredToken/.test(scene.type)) return undefined
  return {
    likelihood: 85,
    why: 'API Gateway holds the token for expired',
    evidence: answer(scene),
    hints: [`authctl token refresh${sameWho(scene)}`, `authctl login${sameWho(scene)}`],
  }
}
