import assert from 'node:assert/strict'
import {startEmulator} from '../../src/lib/emulator/emulator.ts'
import {readSeed} from '../../src/lib/emulator/read-seed.ts'
import {seed} from '../../src/lib/emulator/seed.ts'

const small = `
pools:
  - id: eu-west-1_Mine
    name: mine
    mfa: optional
    customAttributes: [team]
    groups: [{name: crew, precedence: 3}]
    users:
      - username: rosa
        password: Correct-Horse-9
        attributes: {email: rosa@example.com, custom:team: blue}
        groups: [crew]
    clients:
      - {id: mycli, name: cli, authFlows: [ALLOW_USER_PASSWORD_AUTH]}
`

describe('a seed of one’s own', () => {
  it('is read from YAML and planted', async () => {
    const stack = await startEmulator({seed: await readSeed(small)})
    const pool = stack.state.pools.get('eu-west-1_Mine')
    await stack.stop()
    assert.equal(pool?.region, 'eu-west-1')
    assert.equal(pool?.settings.MfaConfiguration, 'OPTIONAL')
    assert.deepEqual([...(pool?.groups.get('crew')?.members ?? [])], ['rosa'])
    assert.deepEqual(pool?.users.get('rosa')?.attributes.slice(1), [
      {Name: 'email', Value: 'rosa@example.com'},
      {Name: 'custom:team', Value: 'blue'},
    ])
  })

  it('is read from JSON, and the demo world is one', async () => {
    assert.deepEqual(await readSeed(JSON.stringify(seed)), seed)
  })

  const wrong: [string, string, string][] = [
    ['broken YAML', 'pools: [', 'This is neither YAML nor JSON: Flow sequence in block collection'],
    ['no map', 'just text', 'The seed must be a map, not "just text".'],
    ['nothing', '', 'The seed must be a map, not empty.'],
    ['no pools', '{}', 'pools is missing.'],
    ['an empty list', 'pools: []', 'pools must have at least one pool.'],
    [
      'a bad pool id',
      'pools: [{id: mine, name: x}]',
      'pools[0].id must be a region and a name, such as us-east-1_MyPool.',
    ],
    [
      'a number for text',
      'pools: [{id: us-east-1_A, name: 7}]',
      'pools[0].name must be text, not 7: put it in quotes.',
    ],
    [
      'an unknown field',
      'pools: [{id: us-east-1_A, name: x, users: [{username: ada, pasword: x}]}]',
      'pools[0].users[0].pasword is not a field that is known here.',
    ],
    [
      'an unknown kind of provider',
      'pools: [{id: us-east-1_A, name: x, identityProviders: [{name: Corp, type: LDAP, details: {}}]}]',
      'pools[0].identityProviders[0].type must be ("SAML" | "OIDC"), not "LDAP".',
    ],
    [
      'an unknown flow',
      'pools: [{id: us-east-1_A, name: x, clients: [{id: c, name: c, flows: [magic]}]}]',
      'pools[0].clients[0].flows[0] must be ("code" | "implicit" | "client_credentials"), not "magic".',
    ],
  ]
  for (const [what, text, sentence] of wrong)
    it(`is refused with ${what}, and says where`, async () => {
      await assert.rejects(readSeed(text), error => {
        assert.equal((error as Error).name, 'SeedProblem')
        assert.ok((error as Error).message.startsWith(sentence), (error as Error).message)
        return true
      })
    })

  const unlawful: [string, string, string][] = [
    [
      'a weak password',
      'users: [{username: ada, password: short}]',
      'user ada: Password did not conform with policy: Password not long enough',
    ],
    [
      'a group that is not there',
      'users: [{username: ada, groups: [crew]}]',
      'user ada: there is no group crew in this pool',
    ],
    [
      'the same user twice',
      'users: [{username: ada}, {username: Ada}]',
      'user Ada: there is a user with this name already',
    ],
    [
      'an attribute that is not there',
      'users: [{username: ada, attributes: {team: x}}]',
      'user ada: Type for attribute {team} could not be determined',
    ],
    [
      'an unknown scope',
      'clients: [{id: c, name: c, flows: [code], scopes: [notes/read]}]',
      'client c: Invalid scope requested: notes/read',
    ],
    [
      'a provider’s attribute that is not there',
      'identityProviders: [{name: Corp, type: SAML, details: {MetadataURL: "https://idp.example"}, mapping: {shoe: size}}]',
      'identity provider Corp: Invalid AttributeMapping: the attribute shoe is not in the schema of the user pool.',
    ],
    [
      'a provider without details',
      'identityProviders: [{name: Corp, type: OIDC, details: {client_id: web}}]',
      'identity provider Corp: authorize_scopes is required for providers of type OIDC.',
    ],
    [
      'a client of a provider that is not there',
      'clients: [{id: c, name: c, identityProviders: [COGNITO, Corp]}]',
      'client c: The provider Corp does not exist for User Pool us-east-1_A.',
    ],
    [
      'a machine without a secret',
      'clients: [{id: c, name: c, flows: [client_credentials]}]',
      'client c: client_credentials flow can not be selected if client does not have a client secret.',
    ],
  ]
  for (const [what, entry, sentence] of unlawful)
    it(`is not planted with ${what}`, async () => {
      const planting = startEmulator({seed: await readSeed(`pools: [{id: us-east-1_A, name: x, ${entry}}]`)})
      await assert.rejects(planting, {name: 'SeedProblem', message: `pool us-east-1_A, ${sentence}`})
    })
})
