import assert from 'node:assert/strict'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {harmless} from '../../../src/lib/trace/harmless.ts'
import {overheard} from '../../../src/lib/trace/overheard.ts'

describe('a trace that stumbles', () => {
  const stumble = () => {
    throw new Error('stumbled')
  }
  const sent = {method: 'GET', url: 'https://x.example', headers: new Headers(), body: ''}

  it('leaves the command alone, at every step', async () => {
    const server = createServer((_req, res) => res.end('the answer'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    for (const request of [stumble, () => stumble]) {
      let told = 0
      const trace = harmless({request, message: stumble, browser: stumble}, () => told++)
      assert.equal(await (await overheard(fetch, trace)(url)).text(), 'the answer')
      trace.message('came', url, '{}')
      trace.browser('sent', url)
      assert.equal(told, 3)
    }
    server.close()
    server.closeAllConnections()
  })

  it('passes on what it can', () => {
    const heard: unknown[] = []
    const note = (...said: unknown[]) => void heard.push(...said)
    const trace = harmless({request: () => note, message: note, browser: note}, stumble)
    trace.request(sent)({failed: 'x'})
    trace.message('sent', 'u', 't')
    trace.browser('came', 'v')
    assert.deepEqual(heard, [{failed: 'x'}, 'sent', 'u', 't', 'came', 'v'])
  })
})
