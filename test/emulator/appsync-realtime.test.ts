import assert from 'node:assert/strict'
import {createRequire} from 'node:module'
import {ApolloClient, type ApolloLink, gql, HttpLink, InMemoryCache} from '@apollo/client/core'
import {localApiKey, localAwsCredentials} from '../../src/lib/emulator/credentials.ts'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {type People, people} from '../support/people.ts'
import {realtime} from '../support/realtime.ts'

// Its CommonJS build: the signer of the other one cannot be constructed.
const {createSubscriptionHandshakeLink: subscriptionLink} = createRequire(import.meta.url)(
  'aws-appsync-subscription-link',
) as {createSubscriptionHandshakeLink: (config: object, rest: ApolloLink) => ApolloLink}

describe('the realtime API of the stack', () => {
  let stack: Emulator
  let who: People
  beforeEach(async () => {
    stack = await startEmulator()
    who = people(stack)
  })
  afterEach(() => stack.stop())

  const host = () => new URL(stack.url).host
  const header = async (username: string) => ({host: host(), Authorization: await who.access(username)})
  const mutate = async (username: string, query: string) => {
    const headers = {authorization: await who.access(username), 'content-type': 'application/json'}
    const answer = await fetch(`${stack.url}/graphql`, {method: 'POST', headers, body: JSON.stringify({query})})
    return (await answer.json()) as any
  }
  const acknowledged = async (credential: object, carrier?: 'subprotocol' | 'query') => {
    const connection = await realtime(stack.url, credential, carrier)
    connection.send({type: 'connection_init'})
    assert.deepEqual(await connection.next(), {type: 'connection_ack', payload: {connectionTimeoutMs: 300000}})
    return connection
  }
  const start = (id: string, query: string, authorization: object, variables: object = {}) => ({
    id,
    type: 'start',
    payload: {data: JSON.stringify({query, variables}), extensions: {authorization}},
  })

  it('serves AWS’s own Apollo links: a query, a mutation, and the subscription it feeds', async () => {
    const url = `${stack.url}/graphql`
    const token = await who.access('ada')
    const auth = {type: 'AMAZON_COGNITO_USER_POOLS', jwtToken: token} as const
    const http = new HttpLink({uri: url, headers: {authorization: token}})
    const client = new ApolloClient({
      link: subscriptionLink({url, region: 'us-east-1', auth}, http),
      cache: new InMemoryCache(),
    })
    const asked = await client.query({query: gql`{ note(id: "welcome") { id title } }`})
    assert.deepEqual(asked.data, {note: {__typename: 'Note', id: 'welcome', title: 'Welcome'}})

    const heard = await new Promise<unknown>((resolve, reject) => {
      const events = client.subscribe({query: gql`subscription { onNoteAdded { title author } }`})
      const subscription = events.subscribe({
        next: ({data}) => {
          subscription.unsubscribe()
          resolve(data)
        },
        error: reject,
      })
      // The link does not say when it is subscribed: write until it hears.
      const add = gql`mutation { addNote(title: "From Apollo") { id title author } }`
      const timer = setInterval(() => void client.mutate({mutation: add}), 100)
      setTimeout(() => reject(new Error('nothing was heard')), 5000).unref()
      subscription.add(() => clearInterval(timer))
    })
    assert.deepEqual(heard, {onNoteAdded: {__typename: 'Note', title: 'From Apollo', author: 'ada'}})
    client.stop()
  })

  it('lets AWS’s own link in by signature: the one that opens the connection, and the one of each start', async () => {
    const auth = {type: 'AWS_IAM', credentials: {...localAwsCredentials}}
    const config = {url: `${stack.url}/graphql`, region: 'us-east-1', auth}
    const client = new ApolloClient({
      link: subscriptionLink(config, new HttpLink({uri: config.url})),
      cache: new InMemoryCache(),
    })
    const heard = await new Promise<unknown>((resolve, reject) => {
      const events = client.subscribe({query: gql`subscription { onNoteAdded { title } }`})
      const subscription = events.subscribe({
        next: ({data, error}) => {
          subscription.unsubscribe()
          error ? reject(error) : resolve(data)
        },
        error: reject,
      })
      const timer = setInterval(() => void mutate('ada', 'mutation { addNote(title: "Signed") { title } }'), 100)
      setTimeout(() => reject(new Error('nothing was heard')), 5000).unref()
      subscription.add(() => clearInterval(timer))
    })
    assert.deepEqual(heard, {onNoteAdded: {__typename: 'Note', title: 'Signed'}})
    client.stop()
  })

  for (const carrier of ['subprotocol', 'query'] as const) {
    it(`speaks AppSync’s dialect from start to stop, with the credential in the ${carrier}`, async () => {
      const credential = await header('linus')
      const connection = await acknowledged(credential, carrier)
      connection.send(start('1', 'subscription { onNoteAdded { title text } }', credential))
      assert.deepEqual(await connection.next(), {type: 'start_ack', id: '1'})
      await mutate('grace', 'mutation { addNote(title: "News", text: "of today") { title } }')
      assert.deepEqual(
        await connection.next(),
        {id: '1', type: 'data', payload: {data: {onNoteAdded: {title: 'News', text: null}}}},
        'a field that the mutation did not select is null',
      )
      connection.send({type: 'stop', id: '1'})
      assert.deepEqual(await connection.next(), {type: 'complete', id: '1'})
      await mutate('grace', 'mutation { addNote(title: "More") { title } }')
      await connection.silence()
      connection.close()
    })
  }

  it('sends only what fits the arguments', async () => {
    const credential = await header('linus')
    const connection = await acknowledged(credential)
    const query = 'subscription($author: String) { onNoteAdded(author: $author) { title } }'
    connection.send(start('ada', query, credential, {author: 'ada'}))
    await connection.next()
    await mutate('grace', 'mutation { addNote(title: "by Grace") { title author } }')
    await mutate('ada', 'mutation { addNote(title: "by Ada") { title author } }')
    assert.deepEqual((await connection.next()).payload.data, {onNoteAdded: {title: 'by Ada'}})
    await connection.silence()
    connection.close()
  })

  it('refuses a connection without a good credential, and closes it', async () => {
    const refused = [
      [{host: host()}, 'UnauthorizedException', 'Valid authorization header not provided.', 401],
      [
        {host: host(), 'x-api-key': 'da2-wrong'},
        'UnauthorizedException',
        'You are not authorized to make this call.',
        401,
      ],
      ['no JSON', 'BadRequestException', 'The header object cannot be read.', 400],
    ] as const
    for (const [credential, errorType, message, errorCode] of refused) {
      const connection = await realtime(stack.url, credential)
      connection.send({type: 'connection_init'})
      assert.deepEqual(await connection.next(), {
        type: 'connection_error',
        payload: {errors: [{errorType, message, errorCode}]},
      })
      await connection.closed()
    }
  })

  it('refuses single subscriptions and keeps the connection', async () => {
    const credential = await header('linus')
    const connection = await acknowledged(credential)
    const refusals: [object, object][] = [
      [
        start('1', 'subscription { onNoteRemoved { id } }', credential),
        {errorType: 'Unauthorized', message: 'Not Authorized to access onNoteRemoved on type Subscription'},
      ],
      [
        start('2', 'subscription { onNoteAdded { id } }', {host: host(), 'x-api-key': localApiKey}),
        {errorType: 'Unauthorized', message: 'Not Authorized to access onNoteAdded on type Subscription'},
      ],
      [
        start('3', '{ notes { id } }', credential),
        {errorType: 'UnsupportedOperation', message: 'query not supported through the realtime channel'},
      ],
      [
        {id: '4', type: 'start', payload: {query: 'subscription { onNoteAdded { id } }'}},
        {errorType: 'UnsupportedOperation', message: 'unknown not supported through the realtime channel'},
      ],
      [
        start('5', 'subscription {', credential),
        {errorType: 'MalformedHttpRequestException', message: 'Unable to parse GraphQL query.'},
      ],
    ]
    for (const [message, error] of refusals) {
      connection.send(message)
      assert.deepEqual(await connection.next(), {
        id: (message as {id: string}).id,
        type: 'error',
        payload: {errors: [error]},
      })
    }
    connection.send(start('6', 'subscription { onNoteAdded { id } }', credential))
    assert.deepEqual(await connection.next(), {type: 'start_ack', id: '6'})
    connection.close()
  })

  it('hears nothing before its acknowledgement', async () => {
    const credential = await header('linus')
    const connection = await realtime(stack.url, credential)
    connection.send(start('1', 'subscription { onNoteAdded { id } }', credential))
    await connection.silence()
    connection.close()
  })

  it('lets no other path and no other sub-protocol in', async () => {
    const knock = (path: string, protocol: string) =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${stack.url.replace('http', 'ws')}${path}`, protocol)
        socket.onopen = () => reject(new Error('let in'))
        socket.onerror = () => resolve('refused')
      })
    assert.equal(await knock('/graphql', 'graphql-ws'), 'refused')
    assert.equal(await knock('/graphql/realtime', 'graphql-transport-ws'), 'refused')
  })
})
