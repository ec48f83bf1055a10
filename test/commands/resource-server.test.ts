import assert from 'node:assert/strict'
import {DescribeResourceServerCommand} from '@aws-sdk/client-cognito-identity-provider'
import {type RecordedPool, recordedPool} from '../support/directory.ts'
import {poolId} from '../support/stack.ts'
import {authctl} from '../support/world.ts'

let here: RecordedPool
let stack: RecordedPool['stack']
let between: RecordedPool['between']
let world: RecordedPool['world']

function eachOnItsOwn(): void {
  beforeEach(async () => {
    here = await recordedPool()
    ;({stack, between, world} = here)
  })
  afterEach(() => here.end())
}

const server = (...words: string[]) => authctl(world, 'resource-server', ...words)
const scopes = [
  {scopeName: 'read', scopeDescription: 'Read notes'},
  {scopeName: 'write', scopeDescription: 'Write notes'},
]

async function scopesOf(Identifier: string): Promise<(string | undefined)[][]> {
  const request = new DescribeResourceServerCommand({UserPoolId: poolId, Identifier})
  const {ResourceServer} = await stack.cognito.send(request)
  return (ResourceServer?.Scopes ?? []).map(({ScopeName, ScopeDescription}) => [ScopeName, ScopeDescription])
}

describe('authctl resource-server', () => {
  eachOnItsOwn()

  it('lists and shows', async () => {
    const notes = {identifier: 'notes', name: 'Notes API', scopes}
    assert.deepEqual((await server('list', '--json')).json(), {resourceServers: [notes]})
    assert.deepEqual((await server('show', 'notes', '--json')).json(), notes)
    assert.match((await server('show', 'notes')).stdout, /notes\/read {2}Read notes/)
    assert.equal((await server('show', 'typo')).status, 5)
  })
  it('creates one with scopes', async () => {
    const url = 'https://api.example.com'
    const {json} = await server('create', url, '--add-scope', 'read=Read it', '--add-scope', 'write', '--json')
    assert.equal(json().name, 'api.example.com')
    assert.deepEqual(await scopesOf(url), [
      ['read', 'Read it'],
      ['write', 'write'],
    ])
    assert.equal((await server('create', url)).status, 2)
  })
  it('adds, describes anew and removes scopes, and keeps the others', async () => {
    await server('set', 'notes', '--add-scope', 'share=Share notes', '--add-scope', 'write=Write', '--yes')
    assert.deepEqual(await scopesOf('notes'), [
      ['read', 'Read notes'],
      ['write', 'Write'],
      ['share', 'Share notes'],
    ])
    await server('set', 'notes', '--remove-scope', 'read', '--name', 'Notes', '--yes')
    assert.deepEqual(
      (await scopesOf('notes')).map(([name]) => name),
      ['write', 'share'],
    )
    const words = ['set', 'notes', '--name', 'Notes again', '--yes', '--json']
    assert.equal((await server(...words)).json().scopes.length, 2)
  })
  it('shows the difference scope by scope in a rehearsal', async () => {
    const {stdout} = await server('set', 'notes', '--remove-scope', 'read', '--dry-run')
    assert.match(stdout, /\n {2}- scopes: \{"ScopeName":"read","ScopeDescription":"Read notes"\}\n$/)
    assert.deepEqual(between.writes(), [])
  })
  it('deletes', async () => {
    assert.equal((await server('delete', 'notes')).status, 2)
    assert.deepEqual((await server('delete', 'notes', '--yes', '--json')).json(), {identifier: 'notes', deleted: true})
    assert.equal((await server('show', 'notes')).status, 5)
  })
})
