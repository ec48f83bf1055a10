import assert from 'node:assert/strict'
import {serverAudits} from 'graphql-http'
import {type Emulator, startEmulator} from '../../src/lib/emulator/emulator.ts'
import {people} from '../support/people.ts'

/**
 * Where AppSync itself does otherwise than GraphQL over HTTP recommends; its team describes it in
 * https://github.com/graphql/graphql-over-http/issues/81. Nothing here is a MUST.
 */
const otherwise: Record<string, string> = {
  '22EB': 'AppSync knows one media type, application/json',
  '572B': 'AppSync refuses what does not parse with 400 MalformedHttpRequestException, whatever is accepted',
  FDE2: 'the audit’s invalid field begins with a digit, so that its document does not even parse: 400, as before',
  '86EE': 'AppSync answers variables that do not fit with 200 and errors',
  '5A70': 'the stack takes POST only, as AppSync’s own clients send it',
  '6A70': 'the stack takes POST only',
  D6D5: 'the stack takes POST only',
  '58B0': 'AppSync ignores extensions, whatever they are',
  '58B1': 'AppSync ignores extensions, whatever they are',
  '58B2': 'AppSync ignores extensions, whatever they are',
  '58B3': 'AppSync ignores extensions, whatever they are',
}

describe('the GraphQL API of the stack, audited by graphql-http', () => {
  let stack: Emulator
  let token: string
  before(async () => {
    stack = await startEmulator()
    token = await people(stack).access('ada')
  })
  after(() => stack.stop())

  const fetchFn: typeof fetch = (input, init) =>
    fetch(input, {...init, headers: {...(init?.headers as Record<string, string>), authorization: token}})
  const audits = serverAudits({url: () => `${stack.url}/graphql`, fetchFn})

  it('is asked everything that the specification demands', () => {
    assert.equal(audits.filter(({name}) => name.startsWith('MUST')).length, 13)
    assert.deepEqual(
      Object.keys(otherwise).filter(id => !audits.some(audit => audit.id === id)),
      [],
    )
    assert.deepEqual(
      audits.filter(({id, name}) => id in otherwise && name.startsWith('MUST')),
      [],
    )
  })

  for (const {id, name, fn} of audits) {
    const reason = otherwise[id]
    it(`${id} ${name}${reason === undefined ? '' : `: no, ${reason}`}`, async () => {
      const result = await fn()
      // graphql-http leaves bodies unread, and their connections open.
      if (result.status !== 'ok') await result.response.body?.cancel().catch(() => {})
      assert.equal(result.status === 'ok', reason === undefined, result.status === 'ok' ? 'it does' : result.reason)
    })
  }
})
