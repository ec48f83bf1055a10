import {answer, type Suspect} from './scene.ts'

/** AWS's words for a signature it does not take, and what each means (AWS general reference, "Common errors"). */
const refusals: readonly [RegExp, string, readonly string[]][] = [
  [
    /ExpiredToken|security token included in the request is expired/i,
    'The temporary AWS credentials have ended',
    ['aws sso login', 'aws sts get-caller-identity'],
  ],
  [
    /Signature expired|RequestExpired|RequestTimeTooSkewed/i,
    "The signature was too old when it arrived: this machine's clock is off",
    ['authctl doctor'],
  ],
  [
    /UnrecognizedClient|InvalidClientTokenId|security token included in the request is invalid/i,
    'AWS does not know these credentials',
    ['aws sts get-caller-identity', 'aws configure list'],
  ],
  [
    /InvalidSignature|SignatureDoesNotMatch|Credential should be scoped/i,
    'The signature does not fit: a wrong secret key, or signed for another region or service',
    ['aws configure list', '--region REGION'],
  ],
  [
    /AccessDenied|not authorized to (perform|access)|Permission denied/i,
    'These AWS credentials are known, and their policy does not allow the call',
    ['aws sts get-caller-identity', 'allow appsync:GraphQL or execute-api:Invoke on it'],
  ],
]

export const signature: Suspect = scene => {
  const {target, type, said, fields} = scene
  if (target.auth !== 'iam' || fields) return undefined
  const known = refusals.find(([words]) => words.test(`${type} ${said}`))
  const [, why, hints] = known ?? [
    undefined,
    `The signature was not accepted (${type || said}): wrong credentials, region ${target.region}, or clock`,
    ['aws sts get-caller-identity', '--region REGION', 'authctl doctor'],
  ]
  return {
    likelihood: known ? 93 : 70,
    why,
    evidence: `${answer(scene)}; signed for ${target.service} in ${target.region}`,
    hints,
  }
}
