import assert from 'node:assert/strict'
import {cognitoClient, regionOf} from '../../../src/lib/directory/client.ts'
import {failedWith} from '../../../src/lib/failure.ts'

const userPoolId = 'eu-west-1_AbCdEf'

describe('the Cognito client', () => {
  for (const endpoint of ['http://127.0.0.1:9', 'http://localhost:9', 'http://[::1]:9', 'https://127.1.2.3:9'])
    it(`has credentials of its own for ${endpoint}`, async () => {
      const client = cognitoClient({name: 'local', endpoint, userPoolId})
      const {accessKeyId, secretAccessKey, sessionToken} = await client.config.credentials()
      assert.deepEqual(
        {accessKeyId, secretAccessKey, sessionToken},
        {
          accessKeyId: 'AKIALOCALSTACK000000',
          secretAccessKey: 'local-stack-secret-for-this-machine-only',
          sessionToken: undefined,
        },
      )
      assert.equal(await client.config.region(), 'eu-west-1')
    })
  for (const endpoint of ['http://cognito.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example'])
    it(`signs nothing for ${endpoint}`, () => {
      assert.throws(
        () => cognitoClient({name: 'odd', endpoint, userPoolId}),
        error => failedWith(error, 'config_invalid'),
      )
    })
  it('asks for a region where the pool’s id has none', () => {
    assert.throws(
      () => cognitoClient({name: 'odd', userPoolId: 'local_1'}),
      error => failedWith(error, 'config_invalid'),
    )
  })
  it('reads the region of a pool', () => {
    assert.deepEqual(['us-gov-west-1_a', 'eusc-de-east-1_b', 'x'].map(regionOf), [
      'us-gov-west-1',
      'eusc-de-east-1',
      undefined,
    ])
  })
})
