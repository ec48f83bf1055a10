import assert from 'node:assert/strict'
import {request} from 'node:http'
import {startEmulator} from '../../src/lib/emulator/emulator.ts'

describe('the embedded stack', () => {
  it('listens on loopback and answers to no other name', async () => {
    const stack = await startEmulator()
    const status = await new Promise(resolve =>
      request(stack.url, {headers: {host: 'evil.example'}}, res => resolve(res.statusCode)).end(),
    )
    await stack.stop()
    assert.equal(status, 421)
  })
})
