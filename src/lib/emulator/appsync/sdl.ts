/**
 * The notes API as its owner would write it. The default mode is AMAZON_COGNITO_USER_POOLS, so what carries no directive
 * is open to user pool tokens and to nothing else.
 */
export const notesSdl = /* GraphQL */ `
type Query {
  "All notes, newest first."
  notes: [Note!] @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda
  "One note; null when there is none."
  note(id: ID!): Note @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda
  "Open to everybody who holds the API key or any token."
  status: Status @aws_api_key @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda
  "How this API sees the caller."
  whoami: Identity @aws_api_key @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda
  "What editors did, for those who may edit themselves."
  history: [AuditEntry!] @aws_cognito_user_pools(cognito_groups: ["admins", "editors"])
  "Everything that was done, with who did it: for admins and auditors."
  auditLog: [AuditEntry!] @aws_cognito_user_pools(cognito_groups: ["admins", "auditors"]) @aws_iam
}

type Mutation {
  "Editors and admins write notes."
  addNote(title: String!, text: String): Note
    @aws_cognito_user_pools(cognito_groups: ["admins", "editors"]) @aws_iam @aws_lambda
  "Admins remove notes."
  removeNote(id: ID!): Note @aws_cognito_user_pools(cognito_groups: ["admins"]) @aws_iam @aws_lambda
}

type Subscription {
  "New notes, as the mutation that added them selected them; by one author when named."
  onNoteAdded(author: String): Note
    @aws_subscribe(mutations: ["addNote"]) @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda
  onNoteRemoved: Note
    @aws_subscribe(mutations: ["removeNote"]) @aws_cognito_user_pools(cognito_groups: ["admins"]) @aws_iam
}

type Note @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda {
  id: ID!
  title: String
  text: String
  author: String
  createdAt: AWSDateTime
}

type AuditEntry @aws_cognito_user_pools @aws_iam {
  at: AWSDateTime!
  "Who did it: editors see what was done, only admins and auditors by whom."
  who: String @aws_cognito_user_pools(cognito_groups: ["admins", "auditors"]) @aws_iam
  action: String!
  noteId: ID!
}

type Status @aws_api_key @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda {
  ok: Boolean!
  notes: Int!
  time: AWSDateTime!
}

type Identity @aws_api_key @aws_cognito_user_pools @aws_oidc @aws_iam @aws_lambda {
  mode: String!
  username: String
  sub: ID
  groups: [String!]
  issuer: String
  clientId: String
  tokenUse: String
  scope: String
  userArn: String
  claims: AWSJSON
  resolverContext: AWSJSON
}
`

/** What AppSync adds to every schema by itself: its directives and scalars. */
export const appSyncSdl = /* GraphQL */ `
directive @aws_api_key on OBJECT | FIELD_DEFINITION
directive @aws_iam on OBJECT | FIELD_DEFINITION
directive @aws_oidc on OBJECT | FIELD_DEFINITION
directive @aws_lambda on OBJECT | FIELD_DEFINITION
directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String!]!) on FIELD_DEFINITION
directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION

scalar AWSDate
scalar AWSTime
scalar AWSDateTime
scalar AWSTimestamp
scalar AWSEmail
scalar AWSJSON
scalar AWSURL
scalar AWSPhone
scalar AWSIPAddress
`
