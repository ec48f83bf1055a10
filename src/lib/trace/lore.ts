/** What a message is for, and what the specification says at this place. */
export interface Lore {
  readonly title: string
  readonly says: string
  /** Where it says so. */
  readonly spec: string
  /** The members worth showing, where there are more than anybody reads. */
  readonly telling?: readonly string[]
}

/** Grants of the token endpoint, by `grant_type`. */
export const grants: Readonly<Record<string, Lore>> = {
  authorization_code: {
    title: 'Exchange the code for tokens',
    says: 'The code is good once, for this client, this redirect_uri and whoever has the verifier whose hash was sent first.',
    spec: 'RFC 6749, section 4.1.3; RFC 7636, section 4.5',
  },
  refresh_token: {
    title: 'Renew the tokens',
    says: 'The refresh token is bound to the client. A server that rotates it answers a new one, and takes the old one no more.',
    spec: 'RFC 6749, section 6; RFC 9700, section 4.14.2',
  },
  client_credentials: {
    title: 'Get a token for the client itself',
    says: 'The client proves itself; nobody is signed in, and no refresh token belongs in the answer.',
    spec: 'RFC 6749, section 4.4',
  },
  'urn:ietf:params:oauth:grant-type:device_code': {
    title: 'Ask whether the person has agreed yet',
    says: 'Until then the answer is authorization_pending; slow_down adds five seconds to the interval, for good.',
    spec: 'RFC 8628, sections 3.4 and 3.5',
  },
  'urn:ietf:params:oauth:grant-type:token-exchange': {
    title: 'Exchange a token for another one',
    says: 'subject_token says on whose behalf, actor_token who acts; the answer names the type it issued.',
    spec: 'RFC 8693, sections 2.1 and 2.2.1',
  },
}

/** Endpoints, by the member of the issuer's metadata that names them. */
export const endpoints: Readonly<Record<string, Lore>> = {
  jwks_uri: {
    title: 'Fetch the keys the issuer signs with',
    says: 'A token is checked with the key whose kid its header names; keys that a token brings along count for nothing.',
    spec: 'RFC 7517, section 5; OpenID Connect Core 1.0, section 10.1',
  },
  token_endpoint: {
    title: 'Ask the token endpoint',
    says: 'A grant is sent as a form, by POST, together with the client’s proof of itself.',
    spec: 'RFC 6749, section 3.2',
  },
  userinfo_endpoint: {
    title: 'Ask who this is',
    says: 'The access token goes in the Authorization header. The sub of the answer must be the one of the ID token.',
    spec: 'OpenID Connect Core 1.0, section 5.3',
  },
  revocation_endpoint: {
    title: 'Revoke a token',
    says: 'The answer is 200 also for a token the server does not know; with a refresh token, its access tokens end.',
    spec: 'RFC 7009, sections 2.1 and 2.2',
  },
  introspection_endpoint: {
    title: 'Ask whether a token is good',
    says: 'The client proves itself. Of a token that is not active, the server says nothing else.',
    spec: 'RFC 7662, sections 2.1 and 2.2',
  },
  device_authorization_endpoint: {
    title: 'Ask for a device code and a user code',
    says: 'The person enters the user code on any device; the device code stays here and is asked about.',
    spec: 'RFC 8628, sections 3.1 and 3.2',
  },
  pushed_authorization_request_endpoint: {
    title: 'Push the authorization request',
    says: 'The server keeps the parameters and answers a request_uri: that is all the browser gets to see.',
    spec: 'RFC 9126, section 2',
  },
}

/** Operations of the Cognito API that are steps of a protocol. */
export const operations: Readonly<Record<string, string>> = {
  InitiateAuth:
    'AuthFlow names the way to sign in. The answer is a challenge, or the tokens where nothing more is asked.',
  RespondToAuthChallenge:
    'Session ties the answer to its challenge, for three minutes unless the app client says otherwise. The next challenge follows, or the tokens.',
  GetTokensFromRefreshToken:
    'With rotation on, the answer has a new refresh token, and the old one ends after its grace period.',
  GetUser:
    'The access token alone is the proof: it must be from the pool’s own sign-in, or have aws.cognito.signin.user.admin.',
  RevokeToken: 'Takes refresh tokens only; the access tokens that came of it end with it.',
  GlobalSignOut:
    'Ends every refresh token of the user. ID and access tokens stay good for those who check signatures only.',
  AssociateSoftwareToken: 'SecretCode is what the authenticator app is given; it is never shown again.',
  VerifySoftwareToken: 'UserCode is the app’s code of this half minute: it proves that the app has the secret.',
  ConfirmDevice: 'From now on the device proves itself by SRP with a password of its own.',
}

const described = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'userinfo_endpoint',
  'revocation_endpoint',
  'introspection_endpoint',
  'device_authorization_endpoint',
  'pushed_authorization_request_endpoint',
  'end_session_endpoint',
  'token_endpoint_auth_methods_supported',
  'code_challenge_methods_supported',
]

export const places = {
  discovery: {
    title: 'The issuer describes itself',
    says: 'The issuer in the answer must be, letter for letter, the one that was asked.',
    spec: 'OpenID Connect Discovery 1.0, section 4',
    telling: described,
  },
  metadata: {
    title: 'The issuer describes itself',
    says: 'For an issuer with a path the well-known part stands before it. The issuer in the answer must be the one asked.',
    spec: 'RFC 8414, section 3',
    telling: described,
  },
  authorization: {
    title: 'The browser is sent to sign in',
    says: 'state comes back with the answer and tells it from a forged one; nonce comes back inside the ID token; of the verifier only the hash is sent.',
    spec: 'RFC 6749, section 4.1.1; RFC 7636, section 4.3; OpenID Connect Core 1.0, section 3.1.2.1',
  },
  pushed: {
    title: 'The browser is sent to sign in',
    says: 'It carries a reference to the request that was pushed, good once and for a short time; what it asks for is not in the address.',
    spec: 'RFC 9126, section 4',
  },
  callback: {
    title: 'The browser comes back',
    says: 'The answer is taken at exactly the redirect_uri, once, with the state that was sent; iss tells which server gave it.',
    spec: 'RFC 6749, section 4.1.2; RFC 8252, section 7.3; RFC 9207, section 2',
  },
  graphql: {
    title: 'Ask the GraphQL API',
    says: 'Errors come with the data, also under HTTP 200; only the media type tells a GraphQL answer from one on the way.',
    spec: 'GraphQL over HTTP, section 6',
  },
  cognito: {
    title: 'Call the Cognito API',
    says: 'One address; the operation is named in X-Amz-Target, and errors by __type.',
    spec: 'Amazon Cognito user pools API Reference',
  },
  websocket: {
    title: 'Open a websocket',
    says: 'What proves the caller goes in the handshake, as a header or a sub-protocol, or in the first message: never in the address.',
    spec: 'RFC 6455, section 4.1; graphql-transport-ws, ConnectionInit; AppSync, real-time WebSocket client',
  },
  plain: {title: 'HTTP request', says: '', spec: 'RFC 9110'},
} as const satisfies Record<string, Lore>

/** Errors in an answer, by `error`. */
export const errors: Readonly<Record<string, readonly [says: string, spec: string]>> = {
  invalid_request: ['A parameter is missing, repeated, or malformed.', 'RFC 6749, section 5.2'],
  invalid_client: ['The client did not prove itself: unknown, no proof, or the wrong one.', 'RFC 6749, section 5.2'],
  invalid_grant: [
    'The code or refresh token is used up, expired, revoked, another client’s, or for another redirect_uri.',
    'RFC 6749, section 5.2',
  ],
  unauthorized_client: ['This client may not use this grant.', 'RFC 6749, section 5.2'],
  unsupported_grant_type: ['The server does not have this grant.', 'RFC 6749, section 5.2'],
  invalid_scope: ['A scope is unknown, malformed, or more than may be given.', 'RFC 6749, section 5.2'],
  access_denied: ['The person, or the server, said no.', 'RFC 6749, section 4.1.2.1'],
  authorization_pending: ['The person has not decided yet: ask again after the interval.', 'RFC 8628, section 3.5'],
  slow_down: ['Asked too often: five seconds more between questions from now on.', 'RFC 8628, section 3.5'],
  expired_token: ['The device code has ended: begin again.', 'RFC 8628, section 3.5'],
  unsupported_token_type: ['Tokens of this kind cannot be revoked here.', 'RFC 7009, section 2.2.1'],
  invalid_target: ['The resource or audience is unknown, or not to be had.', 'RFC 8693, section 2.2.2'],
  invalid_token: ['The access token is expired, revoked, or malformed.', 'RFC 6750, section 3.1'],
  insufficient_scope: ['The access token may do less than is needed here.', 'RFC 6750, section 3.1'],
  use_dpop_nonce: ['The proof must carry the nonce of this answer: once more with it.', 'RFC 9449, section 8'],
  login_required: ['Nobody is signed in, and prompt=none forbids asking.', 'OpenID Connect Core 1.0, section 3.1.2.6'],
}
