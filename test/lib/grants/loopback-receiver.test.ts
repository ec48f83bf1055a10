import assert from 'node:assert/strict'
import {request} from 'node:http'
import {connect} from 'node:net'
import {networkInterfaces} from 'node:os'
import {type Answer, openReceiver, type Receiver} from '../../../src/lib/grants/loopback-receiver.ts'

describe('the loopback receiver', () => {
  let receiver: Receiver
  let answers: Answer[]
  beforeEach(async () => {
    receiver = await openReceiver([{uri: 'http://127.0.0.1/callback', port: 0}])
    answers = []
    void receiver.answer.then(answer => answers.push(answer))
  })
  afterEach(() => receiver.close())

  const port = () => Number(new URL(receiver.redirectUri).port)

  /** One raw HTTP request: fetch would tidy up the path and the Host. */
  function ask(path: string, {method = 'GET', host = `127.0.0.1:${port()}`} = {}) {
    return new Promise<{status: number; headers: Record<string, unknown>; body: string}>((resolve, reject) => {
      const req = request({host: '127.0.0.1', port: port(), path, method, headers: {host}}, async res => {
        let body = ''
        for await (const chunk of res) body += chunk
        resolve({status: res.statusCode ?? 0, headers: res.headers, body})
      })
      req.once('error', reject).end()
    })
  }

  const wrong: [string, string, number][] = [
    ['/favicon.ico', 'GET', 404],
    ['/', 'GET', 404],
    ['/robots.txt?code=c&state=s', 'GET', 404],
    ['/callback/?code=c&state=s', 'GET', 404],
    ['/callbackx?code=c&state=s', 'GET', 404],
    ['/Callback?code=c&state=s', 'GET', 404],
    ['/%63allback?code=c&state=s', 'GET', 404],
    ['/x/../callback?code=c&state=s', 'GET', 404],
    ['/callback%2f?code=c&state=s', 'GET', 404],
    ['//callback?code=c&state=s', 'GET', 404],
    ['http://127.0.0.1/callback?code=c&state=s', 'GET', 404],
    ['/callback', 'GET', 400],
    ['/callback?access_token=t&id_token=t&state=s', 'GET', 400],
    ['/callback?code=c&state=s', 'POST', 405],
    ['/callback?code=c&state=s', 'PUT', 405],
    ['/callback?code=c&state=s', 'HEAD', 405],
    ['/callback?code=c&state=s', 'OPTIONS', 405],
  ]
  for (const [path, method, status] of wrong)
    it(`answers ${method} ${path} with ${status} and goes on waiting`, async () => {
      const answer = await ask(path, {method})
      assert.equal(answer.status, status)
      assert.deepEqual(
        Object.keys(answer.headers).filter(name => name.startsWith('access-control-')),
        [],
      )
      assert.deepEqual(answers, [])
    })

  for (const host of ['evil.example', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:PORT'])
    it(`refuses a browser that was lured here as ${host}`, async () => {
      const {status} = await ask('/callback?code=c&state=s', {host: host.replace('PORT', String(port()))})
      assert.equal(status, 421)
      assert.deepEqual(answers, [])
    })

  it('takes the first of ten answers, and no other', async () => {
    const asked = Array.from({length: 10}, (_, at) => ask(`/callback?code=c${at}&state=s`))
    const first = await receiver.answer
    await first.reply({status: 200, title: 'Done', words: 'Done.'})
    const statuses = (await Promise.all(asked)).map(({status}) => status).sort()
    assert.deepEqual(statuses, [200, ...Array.from({length: 9}, () => 409)])
    assert.equal(answers.length, 1)
    assert.equal((await ask('/callback?code=again&state=s')).status, 409)
  })

  it('answers with a page that holds nothing, loads nothing and lets nothing in', async () => {
    const asked = ask('/callback?code=secret-code&state=secret-state')
    const {reply} = await receiver.answer
    await reply({status: 400, title: '<b>Failed</b>', words: `<script>alert("1")</script> & 'more'`})
    const {status, headers, body} = await asked
    assert.equal(status, 400)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; script-src 'sha256-/)
    assert.ok(!body.includes('<b>') && !body.includes('alert("1")') && !/secret-(code|state)/.test(body))
    assert.ok(!/(src|href)=/.test(body))
    assert.match(body, /history\.replaceState\(null,'',location\.pathname\)/)
  })

  it('survives TLS, garbage, a huge query and visitors who never finish', async () => {
    const idle = [connect(port(), '127.0.0.1'), connect(port(), '127.0.0.1')]
    idle[0]?.write('GET /callback?code=c HTTP/1.1\r\nHost: 127')
    for (const bytes of [Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]), 'nonsense\r\n\r\n']) {
      const socket = connect(port(), '127.0.0.1')
      socket.on('error', () => {})
      socket.write(bytes)
      await new Promise(resolve => socket.once('close', resolve).resume())
    }
    const huge = await ask(`/callback?code=${'x'.repeat(100_000)}&state=s`).catch(() => ({status: 431}))
    assert.ok(huge.status >= 400 && huge.status < 500)
    assert.deepEqual(answers, [])
    const asked = ask('/callback?code=c&state=s')
    await (await receiver.answer).reply({status: 200, title: 'Done', words: 'Done.'})
    assert.equal((await asked).status, 200)
    const closed = Promise.all(idle.map(socket => new Promise(resolve => socket.once('close', resolve).resume())))
    receiver.close()
    await closed
  })

  it('listens on the loopback addresses of localhost only', async () => {
    const both = await openReceiver([{uri: 'http://localhost/callback', port: 0}])
    try {
      const at = new URL(both.redirectUri).port
      const others = Object.values(networkInterfaces()).flatMap(found => found ?? [])
      for (const {address} of others.filter(({internal, family}) => !internal && family === 'IPv4')) {
        const socket = connect(Number(at), address)
        const refused = await new Promise(resolve =>
          socket.once('error', resolve).once('connect', () => resolve(undefined)),
        )
        assert.equal((refused as NodeJS.ErrnoException | undefined)?.code, 'ECONNREFUSED', address)
      }
      assert.equal((await fetch(`http://localhost:${at}/callback`)).status, 400)
    } finally {
      both.close()
    }
  })

  it('keeps a registered URI as it was written', async () => {
    const {redirectUri, close} = await openReceiver([{uri: `http://LOCALHOST:${port() + 1}`, port: port() + 1}])
    close()
    assert.equal(redirectUri, `http://LOCALHOST:${port() + 1}`)
  })
})
