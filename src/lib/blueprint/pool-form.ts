import {clientSubject} from '../directory/clients.ts'
import {providerSubject} from '../directory/identity-providers.ts'
import {answerName} from '../directory/settings/names.ts'
import type {Shape} from '../directory/settings/shape.ts'
import {type Draft, nameIn} from '../directory/settings/subject.ts'
import type {Form} from './form.ts'

const text: Form = {kind: 'text'}
const secret = (means: string): Form => ({
  kind: 'record',
  oneOf: true,
  means,
  members: {
    env: {kind: 'text', pattern: /^[A-Za-z_]\w*$/, means: 'The environment variable that has it.'},
    file: {kind: 'text', means: 'The file that has it, seen from the folder of the command.'},
    stdin: {
      kind: 'only',
      values: [true],
      means: 'A line of standard input: the first for the first place that says so.',
    },
  },
})

/** What an API has got after this version was made, in its own spelling. */
const newer = {named: /^[A-Z]\w*$/, of: {kind: 'any'}} as const
const nowhere = {poolId: ''}

/** Everything `schema/pool.schema.json` and the reader know about the file. */
export const poolForm: Form = {
  kind: 'record',
  required: ['version'],
  members: {
    version: {kind: 'only', values: [1], means: 'Version of this format.'},
    resourceServers: {
      kind: 'map',
      means: 'APIs by identifier, whose scopes clients ask for as identifier/scope.',
      of: {
        kind: 'record',
        members: {
          name: {kind: 'text', means: 'What people call it.'},
          scopes: {kind: 'map', of: text, named: /^[^/\s]+$/, means: 'All its scopes, and what each of them means.'},
        },
      },
    },
    providers: {
      kind: 'map',
      means: 'Identity providers by name.',
      of: {
        kind: 'record',
        required: ['type'],
        members: {
          type: {
            kind: 'only',
            values: ['SAML', 'OIDC', 'Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'],
          },
          ...settings(providerSubject(nowhere, '')),
          details: {kind: 'map', of: {kind: 'word'}, named: /^(?!client_secret$|private_key$)/},
          clientSecretFrom: secret(
            'Where its client secret is; needed when it is made, and compared where it is there.',
          ),
          privateKeyFrom: secret('Where Apple’s private key is; needed for every change, because it is never told.'),
        },
        others: newer,
      },
    },
    clients: {
      kind: 'map',
      means: 'App clients by name, or by id where two have one name.',
      of: {
        kind: 'record',
        members: {
          name: {kind: 'text', means: 'Its name, where it is listed by its id.'},
          confidential: {kind: 'flag', means: 'It gets a secret when it is made; afterwards this cannot be changed.'},
          ...settings(clientSubject(nowhere, '')),
        },
        others: newer,
      },
    },
    groups: {
      kind: 'map',
      means: 'Groups by name.',
      of: {
        kind: 'record',
        members: {
          description: text,
          precedence: {kind: 'number', means: 'Lower goes first; 0 is the highest.'},
          roleArn: text,
        },
      },
    },
    users: {
      kind: 'map',
      means: 'Users by username; by email address or phone number where the pool makes up the usernames.',
      of: {
        kind: 'record',
        members: {
          attributes: {kind: 'map', of: {kind: 'word'}, named: /^(?!sub$|identities$)/},
          enabled: {kind: 'flag', means: 'Whether the user can sign in.'},
          groups: {
            kind: 'list',
            of: text,
            means: 'All groups the user is in; without this line they stay what they are.',
          },
          passwordFrom: secret('Where the first password is; used when the user is made, never afterwards.'),
          permanent: {kind: 'flag', means: 'The password stays; else it must be changed at the first sign-in.'},
        },
      },
    },
  },
}

/** The settings of a thing as its answers spell them. */
function settings(subject: Draft): Record<string, Form> {
  const named = [...subject.settable.members].map(([name, shape]) => [nameIn(subject, name), formOf(shape)])
  return Object.fromEntries(named.filter(([name]) => name !== 'clientSecret'))
}

function formOf(shape: Shape): Form {
  switch (shape.kind) {
    case 'time':
      return {kind: 'any'}
    case 'list':
    case 'map':
      return {kind: shape.kind, of: formOf(shape.of)}
    case 'structure': {
      const members = [...shape.members].map(([name, inner]) => [answerName(name), formOf(inner)])
      return {kind: 'record', members: Object.fromEntries(members), others: newer}
    }
    default:
      return {kind: shape.kind}
  }
}
