import assert from 'node:assert/strict'
import {localApiKey} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {type People, people} from '../support/people.ts'

/** Node's own WebSocket speaks here, and the words are AWS's manual's: this program's client has no part in it. */
describe('the Events API of the stack', () => {
  let stack: Emulator
  let who: People
  beforeEach(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  afterEach(() => stack.stop())

  const key = () => ({host: new URL(stack.url).host, 'x-api-key': localApiKey})
  const open = async (header: object = key()) => {
    const carried = `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`
    const socket = new WebSocket(`${stack.url.replace(/^http/, 'ws')}/event/realtime`, [
      'aws-appsync-event-ws',
      carried,
    ])
    const inbox: any[] = []
    let wake = () => {}
    socket.onmessage = ({data}) => {
      inbox.push(JSON.parse(String(data)))
      wake()
    }
    await new Promise((resolve, reject) => {
      socket.onopen = resolve
      socket.onerror = reject
    })
    return {
      say: (message: object) => socket.send(JSON.stringify(message)),
      next: async () => {
        while (inbox.length === 0) await new Promise<void>(resolve => (wake = resolve))
        return inbox.shift()
      },
      close: () => socket.close(),
    }
  }
  const acknowledged = async (header?: object) => {
    const line = await open(header)
    line.say({type: 'connection_init'})
    assert.deepEqual(await line.next(), {type: 'connection_ack', connectionTimeoutMs: 300_000})
    return line
  }
  const post = (body: unknown, headers: Record<string, string> = {'x-api-key': localApiKey}) =>
    fetch(`${stack.url}/event`, {
      method: 'POST',
      headers: {'content-type': 'application/json', ...headers},
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  it('speaks its protocol from init to unsubscribe', async () => {
    const line = await acknowledged()
    line.say({type: 'subscribe', id: 's-1', channel: '/default/news', authorization: key()})
    assert.deepEqual(await line.next(), {type: 'subscribe_success', id: 's-1'})
    const answer = (await (await post({channel: 'default/news', events: ['{"a":1}', '"b"']})).json()) as any
    assert.deepEqual(
      answer.successful.map(({index}: {index: number}) => index),
      [0, 1],
    )
    assert.deepEqual(await line.next(), {type: 'data', id: 's-1', event: ['{"a":1}']})
    assert.deepEqual(await line.next(), {type: 'data', id: 's-1', event: ['"b"']})
    line.say({type: 'publish', id: 'p-1', channel: '/default/news', events: ['3'], authorization: key()})
    const both = [await line.next(), await line.next()]
    assert.deepEqual(both.find(({type}) => type === 'data')?.event, ['3'])
    assert.equal(both.find(({type}) => type === 'publish_success')?.successful.length, 1)
    line.say({type: 'unsubscribe', id: 's-1'})
    assert.deepEqual(await line.next(), {type: 'unsubscribe_success', id: 's-1'})
    line.say({type: 'unsubscribe', id: 's-1'})
    assert.equal((await line.next()).type, 'unsubscribe_error')
    line.close()
  })
  it('ignores what comes before its acknowledgement, and turns strangers away', async () => {
    const early = await open()
    early.say({type: 'subscribe', id: 's', channel: '/default/a', authorization: key()})
    early.say({type: 'connection_init'})
    assert.equal((await early.next()).type, 'connection_ack')
    early.close()
    const stranger = await open({host: 'x', 'x-api-key': 'da2-unknown'})
    stranger.say({type: 'connection_init'})
    const {type, errors} = await stranger.next()
    assert.deepEqual([type, errors[0].errorType], ['connection_error', 'UnauthorizedException'])
  })
  it('asks for proof again with each message', async () => {
    const line = await acknowledged()
    line.say({type: 'subscribe', id: 's', channel: '/default/a', authorization: {host: 'x'}})
    assert.equal((await line.next()).errors[0].errorType, 'UnauthorizedException')
    line.say({type: 'subscribe', id: 'no spaces', channel: '/default/a', authorization: key()})
    assert.equal((await line.next()).errors[0].errorType, 'BadRequestException')
    line.close()
  })
  it('keeps the announcements for backends to make and people to hear', async () => {
    assert.equal((await post({channel: 'announcements/all', events: ['1']})).status, 401)
    const token = await who.access('ada')
    assert.equal((await post({channel: 'announcements/all', events: ['1']}, {authorization: token})).status, 401)
    const line = await acknowledged({host: 'x', Authorization: token})
    line.say({type: 'subscribe', id: 's', channel: '/announcements/all', authorization: {Authorization: token}})
    assert.equal((await line.next()).type, 'subscribe_success')
    line.close()
  })

  const refused: [unknown, number][] = [
    [{channel: 'default/a', events: []}, 400],
    [{channel: 'default/a', events: Array(6).fill('1')}, 400],
    [{channel: 'default/a'}, 400],
    [{channel: '', events: ['1']}, 400],
    [{channel: 'default/a/b/c/d/e', events: ['1']}, 400],
    [{channel: `default/${'x'.repeat(51)}`, events: ['1']}, 400],
    [{channel: 'default/-a', events: ['1']}, 400],
    ['{', 400],
  ]
  for (const [body, status] of refused)
    it(`refuses ${JSON.stringify(body).slice(0, 60)}`, async () => {
      const answer = await post(body)
      assert.equal(answer.status, status)
      assert.equal(((await answer.json()) as any).errors[0].errorType, 'BadRequestException')
    })
  it('tells an event that is no JSON', async () => {
    const {successful, failed} = (await (await post({channel: 'default/a', events: ['1', '{', 7]})).json()) as any
    assert.deepEqual([successful.length, failed.map(({index}: {index: number}) => index)], [1, [1, 2]])
  })
  it('answers no page of somebody else', async () => {
    assert.equal((await post({channel: 'default/a', events: ['1']}, {'content-type': 'text/plain'})).status, 415)
    assert.equal((await fetch(`${stack.url}/event/realtime`)).status, 426)
  })
})
