import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {authctl, testWorld} from '../support/world.ts'

/** What bash would offer after these words. */
async function offered(...words: string[]): Promise<string[]> {
  const {stdout: script} = await authctl(testWorld(), 'completion', 'bash')
  const setting = `COMP_WORDS=(authctl ${words.map(word => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`
  const shell = `compopt() { :; }; eval "$(cat)"; ${setting}; _authctl; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', shell], {input: script, encoding: 'utf8'}).trim().split('\n')
}

describe('authctl completion', () => {
  it('offers nouns, then verbs, then flags', async () => {
    assert.ok((await offered('')).includes('token'))
    assert.deepEqual(await offered('user', 'lis'), ['list'])
    assert.deepEqual(await offered('user', 'li'), ['link', 'list'])
    assert.deepEqual(await offered('user', 'list', '--filt'), ['--filter'])
    assert.deepEqual(await offered('--json', 'user', 'sh'), ['show'])
  })

  it('gives zsh each verb with its summary', async () => {
    const {stdout} = await authctl(testWorld(), 'completion', 'zsh')
    assert.match(stdout, /^#compdef authctl\n/)
    assert.match(stdout, /'list:List the users of the pool\.'/)
  })

  it('refuses other shells, naming those it knows', async () => {
    const {status, stderr} = await authctl(testWorld(), 'completion', 'fish')
    assert.equal(status, 2)
    assert.match(stderr, /bash, zsh/)
  })
})
