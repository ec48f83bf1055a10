import {answer, type Suspect} from './scene.ts'
import {isAwsHost} from './service.ts'

/** A firewall, or a page in front of the API, stopped the call before anybody looked at the credential. */
export const firewall: Suspect = scene => {
  const {headers, type, status, said, fields} = scene
  const action = headers.get('x-amzn-waf-action')
  const waf = action !== null || /WAF/.test(type)
  const page = /^text\/html/.test(headers.get('content-type') ?? '')
  if (fields || status !== 403 || !(waf || page)) return undefined
  const server = headers.get('server') ?? 'something'
  return {
    likelihood: waf ? 96 : 82,
    why: waf
      ? `AWS WAF held the call back${action ? ` (${action})` : ''}: by address, rate, size or content, whoever calls`
      : `${server} in front of the API refused with a page of HTML, before the credential was looked at`,
    evidence: `${action ? `x-amzn-waf-action: ${action}` : answer(scene)}${page ? ', of type text/html' : ''}${said === '' ? '' : `, “${said}”`}`,
    hints: ['aws wafv2 get-sampled-requests', 'try from another network, or with a smaller request'],
  }
}

/** Too many calls; nothing is wrong with the credential. */
export const throttled: Suspect = scene => {
  const {status, type, headers} = scene
  const quota = /LimitExceeded|Quota/.test(type)
  if (status !== 429 && !/Throttl|TooManyRequests/.test(type)) return undefined
  const after = headers.get('retry-after')
  return {
    likelihood: 99,
    why: quota
      ? 'The quota of the usage plan or API is used up; it is refilled at the end of its period'
      : `There were too many calls in a short time${after ? `; come back after ${/^\d+$/.test(after) ? `${after} s` : after}` : ''}`,
    evidence: answer(scene),
    hints: quota ? ['aws apigateway get-usage --usage-plan-id ID --key-id ID'] : ['try again, more slowly'],
  }
}

/** A custom domain that leads nowhere, or hides the region a signature needs. */
export const customDomain: Suspect = scene => {
  const {target, status, said, type, fields, headers} = scene
  const {hostname} = new URL(target.url)
  if (fields || status !== 403 || isAwsHost(target.url) || !headers.has('x-amzn-requestid')) return undefined
  const unmapped = said === 'Forbidden' || /ForbiddenException/.test(type)
  if (!unmapped && target.auth !== 'iam') return undefined
  return {
    likelihood: 60,
    why: unmapped
      ? `No API is mapped to this path of the custom domain ${hostname}`
      : `${hostname} is a custom domain, which does not tell its region; the signature is for ${target.region}`,
    evidence: `${answer(scene)}, at a host that is not AWS's own`,
    hints: [
      ...(unmapped ? [`aws apigatewayv2 get-api-mappings --domain-name ${hostname}`] : ['--region REGION']),
      '--url with the address of the API itself',
    ],
  }
}

/** Nothing else is known: what was said, and where to look. */
export const unexplained: Suspect = scene => ({
  likelihood: 5,
  why: `The server refused${scene.said === '' ? '' : ` (${scene.said})`}, and does not say why`,
  evidence: answer(scene),
  hints: ['authctl token decode', '--trace'],
})
