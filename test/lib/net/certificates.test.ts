import assert from 'node:assert/strict'
import type {SecureContextOptions} from 'node:tls'
import {type Authority, certificateAuthority} from '../../support/certificates.ts'
import {type CrookedIssuer, crookedIssuer} from '../../support/crooked-issuer.ts'
import {inOwnProcess} from '../../support/own-process.ts'
import {tlsFront} from '../../support/tls-front.ts'
import {signed, testKey} from '../../support/tokens.ts'
import {type TestWorld, testWorld} from '../../support/world.ts'

const pool = ['--user-pool-id', 'eu-west-1_Abcdefghi']
const clients: [string, (url: string) => string[]][] = [
  ['token verify', url => ['token', 'verify', '-', '--issuer', url, '--client-id', 'cli']],
  ['login', url => ['login', '--flow=client-credentials', '--store=none', '--issuer', url, '--client-id', 'cli']],
  ['graphql', url => ['graphql', '{me}', '--url', `${url}/graphql`, '--auth', 'none']],
  ['graphql subscribe', url => ['graphql', 'subscribe', 'subscription {me}', '--url', `${url}/graphql`, '--auth=none']],
  ['user show', url => ['user', 'show', 'ada', '--endpoint', url, ...pool]],
]

describe('a server whose certificate is no good', function () {
  this.timeout(120_000)
  let authority: Authority
  let behind: CrookedIssuer
  let world: TestWorld
  before(async () => {
    authority = certificateAuthority()
    behind = await crookedIssuer()
    world = testWorld()
  })
  after(async () => {
    world.dispose()
    authority.dispose()
    await behind.stop()
  })

  const token = signed(testKey('RS256'), {iss: 'x'})
  const run = (more: NodeJS.ProcessEnv, line: readonly string[]) =>
    inOwnProcess(
      {
        AUTHCTL_CONFIG_DIR: world.folders.config,
        AUTHCTL_DATA_DIR: world.folders.data,
        AUTHCTL_CACHE_DIR: world.folders.cache,
        AUTHCTL_CLIENT_SECRET: 'client-secret-canary',
        ...more,
      },
      [...line, '--json'],
      token,
    )

  const cases: [string, (authority: Authority) => SecureContextOptions, reason: RegExp, trusting?: boolean][] = [
    ['signed by itself', of => of.selfSigned('localhost'), /does not trust|self-signed/],
    ['signed by nobody this machine knows', of => of.certify('localhost'), /does not trust|verify/, false],
    ['over', of => of.certify('localhost', '20210101'), /has expired/],
    ['for another host', of => of.certify('other.example'), /another name|does not match/],
    [
      'shown over TLS of another age',
      of => ({...of.certify('localhost'), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0'}),
      /outdated TLS|protocol version|TLS as expected/,
    ],
  ]
  for (const [what, certificate, reason, trusting = true] of cases)
    it(`is told nothing where it is ${what}, and everybody says why`, async () => {
      const front = await tlsFront(certificate(authority), behind.issuer)
      const before = behind.received.length
      const env = trusting ? {NODE_EXTRA_CA_CERTS: authority.file} : {}
      try {
        for (const [name, line] of clients) {
          const {status, stdout} = await run(env, line(`https://localhost:${front.port}`))
          const {error} = JSON.parse(stdout)
          assert.deepEqual([name, status, error.code], [name, 7, 'unreachable'], error.message)
          assert.match(error.message, reason, name)
        }
      } finally {
        front.stop()
      }
      assert.equal(behind.received.length, before, 'nothing arrived')
    })

  it('is refused also where checks are switched off', async () => {
    const front = await tlsFront(authority.selfSigned('localhost'), behind.issuer)
    const before = behind.received.length
    try {
      for (const [name, line] of clients) {
        const ran = await run({NODE_TLS_REJECT_UNAUTHORIZED: '0'}, line(`https://localhost:${front.port}`))
        assert.equal(ran.status, 2, name)
        assert.match(JSON.parse(ran.stdout).error.message, /NODE_TLS_REJECT_UNAUTHORIZED=0/, name)
      }
    } finally {
      front.stop()
    }
    assert.equal(behind.received.length, before, 'nothing arrived')
  })
})
