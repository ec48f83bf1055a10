import * as Flags from '@oclif/core/flags'
import {Failure, failedWith} from '../failure.ts'
import type {Profile} from '../profile/profile.ts'
import {resolveProfile} from '../profile/resolve.ts'
import type {World} from '../world/world.ts'

const authModes = ['userPool', 'oidc', 'iam', 'apiKey', 'lambda', 'none'] as const

/** Which API is meant, and what proves who calls. */
export const targetFlags = {
  api: Flags.string({summary: 'Which of the profile’s APIs.', helpValue: 'NAME'}),
  url: Flags.string({summary: 'The API’s address, in place of one from the profile.', helpValue: 'URL'}),
  auth: Flags.option({options: authModes, summary: 'How to prove who calls.'})(),
  token: Flags.option({
    options: ['id', 'access'] as const,
    summary: 'Which token to send.',
    env: 'AUTHCTL_TOKEN_KIND',
  })(),
  'credential-stdin': Flags.boolean({summary: 'Read the API key or Lambda token from standard input.'}),
  'credential-file': Flags.string({summary: 'Read the API key or Lambda token from a file.', helpValue: 'FILE'}),
}

/** A GraphQL document and its variables. */
export const documentFlags = {
  field: Flags.string({
    char: 'f',
    multiple: true,
    summary: 'A variable that is a string; a[b]= and a[]= nest.',
    helpValue: 'NAME=TEXT',
  }),
  'json-field': Flags.string({
    char: 'F',
    multiple: true,
    summary: 'A variable in JSON; @FILE and @- read a text.',
    helpValue: 'NAME=JSON',
  }),
  variables: Flags.string({
    summary: 'A file with all variables as one JSON object; “-” for input.',
    helpValue: 'FILE',
  }),
  operation: Flags.string({summary: 'Which operation of the document to run.', helpValue: 'NAME'}),
  'no-validate': Flags.boolean({
    summary: 'Send it without holding it against the schema that “graphql schema” kept.',
  }),
}

/** When to stop listening. */
export const listeningFlags = {
  count: Flags.integer({summary: 'Stop after this many events.', min: 1, helpValue: 'N'}),
  timeout: Flags.integer({
    summary: 'Stop after this many seconds; 7 where fewer than --count came.',
    min: 1,
    helpValue: 'SECONDS',
  }),
}

/** What a call takes that is one request: what else to send, and what to show. */
export const callFlags = {
  ...targetFlags,
  header: Flags.string({char: 'H', multiple: true, summary: 'Another header.', helpValue: '"NAME: VALUE"'}),
  include: Flags.boolean({char: 'i', summary: 'Show the HTTP status and headers too.'}),
  curl: Flags.boolean({summary: 'Print the request as a curl line, and send nothing.', exclusive: ['dry-run']}),
  'dry-run': Flags.boolean({summary: 'Show the request, and send nothing.'}),
}

interface CallWords {
  readonly url?: string | undefined
  readonly auth?: (typeof authModes)[number] | undefined
  readonly profile?: string | undefined
}

/**
 * Who calls: without tokens to send and with an address given, as a flag or in place of a path, nobody needs to be
 * known.
 * @throws Failure `profile_not_found` and whatever `resolveProfile` throws
 */
export async function profileForCall(world: World, flags: CallWords, place = ''): Promise<Profile | undefined> {
  try {
    return await resolveProfile(world, flags)
  } catch (error) {
    const tokens = flags.auth === 'userPool' || flags.auth === 'oidc'
    const address = flags.url !== undefined || URL.parse(place) !== null
    if (address && !tokens && flags.profile === undefined && failedWith(error, 'profile_not_found')) return undefined
    throw error
  }
}

/** The HTTP method meant. @throws Failure `usage` for what is none */
export function httpMethod(word: string): string {
  const method = word.toUpperCase()
  if (/^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(method)) return method
  throw new Failure('usage', `${JSON.stringify(word.slice(0, 20))} is no method that can be sent.`, {
    hints: ['authctl rest GET notes'],
  })
}
