/** Whether what stands under this name is between the two sides: in forms, queries, JSON and Cognito's parameters. */
export function isConfidential(name: string): boolean {
  return confidential.test(name) && !descriptive.test(name)
}

/** The same for a form or a query: there, and not in JSON, `code` is an authorization code. */
export function isConfidentialParameter(name: string): boolean {
  return name === 'code' || isConfidential(name)
}

/** Whole names, and words within names; Cognito writes them in capitals, or runs them together. */
const confidential = new RegExp(
  [
    'secret|passw|passphrase|passcode|assertion|verifier|credential|signature|private',
    'token(s|sets?)?$|token_?value',
    '^(session|answer|otp|pin|saml_?response|saml_?request|claim)$',
    '(confirmation|device|user|secret|otp|mfa|recovery|software_token_mfa|sms_mfa|email_otp)_?codes?$',
    'api_?-?key|authorization|cookie',
  ].join('|'),
  'i',
)

/** Names that only speak of such things. The user code of a device sign-in is shown to the person anyway. */
const descriptive =
  /(_|-)(type|types|hint|supported|endpoint|uri|url|use|in|expires|rotation|method|methods|signing_alg|encrypted)$|type$|(use|validity|units?|endpoint|configuration|settings|rotation|enabled|expiresin|policy|policies)$|^user_code$/i

/** Headers whose value is a secret, or holds one. */
export const confidentialHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'dpop',
  'proxy-authorization',
  'sec-websocket-protocol',
  'set-cookie',
  'x-amz-security-token',
  'x-api-key',
])
