import type {DecodedToken} from './decode.ts'

/** What claims and header members mean, by name; only those that are in the token. */
export type Explanations = Readonly<Record<string, string>>

/** In words what is there. Cognito's own claims are explained as Cognito uses them. */
export function explain({header, claims = {}, kind}: DecodedToken): Explanations {
  const known = kind === 'access' ? {...meanings, ...accessMeanings} : meanings
  const names = [...Object.keys(header), ...Object.keys(claims)]
  return Object.fromEntries(names.flatMap(name => withMeaning(name, known)))
}

function withMeaning(name: string, known: Readonly<Record<string, string>>): [string, string][] {
  if (Object.hasOwn(known, name)) return [[name, known[name] ?? '']]
  if (name.startsWith('custom:')) return [[name, 'A custom attribute of the pool; always a string.']]
  return []
}

const meanings: Readonly<Record<string, string>> = {
  alg: 'Algorithm of the signature. Cognito signs with RS256 and nothing else.',
  kid: 'Which of the issuer’s published keys signed. A Cognito pool has one for ID and another for access tokens.',
  typ: 'Media type of the token. “at+jwt” marks an access token of RFC 9068; Cognito sends none.',
  crit: 'Extensions that a reader must understand or refuse the token.',
  cty: 'What is inside the encryption.',
  enc: 'How the content is encrypted.',
  iss: 'Who issued it. For Cognito the address of the user pool.',
  sub: 'The user, by an id that never changes. A machine’s token has the app client’s id here.',
  aud: 'For whom it is. In a Cognito ID token the app client’s id.',
  azp: 'The client it was issued to.',
  exp: 'When it ends.',
  nbf: 'From when on it is valid.',
  iat: 'When it was issued.',
  jti: 'The id of this one token.',
  auth_time: 'When the person last signed in; a refresh does not change it.',
  nonce: 'Ties the ID token to the sign-in that asked for it.',
  at_hash: 'Ties the ID token to the access token issued with it.',
  acr: 'How strongly the person was authenticated.',
  amr: 'By which means the person was authenticated.',
  token_use: 'Cognito’s word for the kind of token: “id” or “access”. Check it: both kinds have the same issuer.',
  origin_jti: 'The sign-in all refreshed tokens descend from; revoking the refresh token ends all of them.',
  event_id: 'The sign-in event, as in the user’s event history and in Lambda triggers.',
  version: 'Format of the token, 2 when it came through the OAuth endpoints.',
  device_key: 'The remembered device.',
  scope:
    'What the token may be used for, separated by spaces. “aws.cognito.signin.user.admin” opens the user’s own Cognito operations.',
  client_id: 'The app client it was issued to. Cognito access tokens have this in place of aud.',
  username: 'The user name in the pool. ID tokens call it cognito:username.',
  'cognito:username': 'The user name in the pool. Access tokens call it username.',
  'cognito:groups': 'The user’s groups when the token was issued; later changes show after a refresh.',
  'cognito:roles': 'The IAM roles of those groups.',
  'cognito:preferred_role': 'The role of the group with the best precedence; an identity pool can assume it.',
  identities: 'The external identity providers linked to the user.',
  email_verified: 'Whether the address was confirmed; a boolean in ID tokens.',
}

const accessMeanings: Readonly<Record<string, string>> = {
  aud: 'The API it is for. Cognito access tokens have it only when a resource was asked for.',
}
