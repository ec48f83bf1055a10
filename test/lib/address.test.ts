import assert from 'node:assert/strict'
import {isLoopback, leadsToLoopback, wrongAddress} from '../../src/lib/address.ts'

describe('an address', () => {
  const table: Record<string, boolean> = {
    'https://id.example.com': true,
    'https://id.example.com:8443/a/b?c=d': true,
    'https://bücher.example': true,
    'http://127.0.0.1:9000': true,
    'http://127.9.8.7': true,
    'http://[::1]:80/x': true,
    'http://localhost:3000/callback': true,
    'HTTP://LOCALHOST:3000': true,
    'http://example.com': false,
    'http://127.0.0.1.evil.com': false,
    'http://localhost.evil.com': false,
    'http://localhost.': false,
    'http://0x7f.1': false,
    'http://2130706433': false,
    'http://127.1': false,
    'http://[::ffff:127.0.0.1]': false,
    'http://0.0.0.0': false,
    'http://user@127.0.0.1@evil': false,
    'http://127.0.0.1@evil.com': false,
    'https://user:pw@example.com': false,
    'https://@example.com': false,
    'https://example.com/#x': false,
    'https://example.com/\n': false,
    'https://exa mple.com': false,
    'https:\\\\example.com': false,
    'http://127.0.0.1\\@evil.com': false,
    'javascript:alert(1)': false,
    'file:///etc/passwd': false,
    'ftp://localhost': false,
    'example.com': false,
    '/relative': false,
    '': false,
    'http://127.9.9.9:1/x': true,
    'http://LOCALHOST:1?x': true,
    'https://issuer.example/a?b=c': true,
    'http://localhost#': false,
    'http://\t127.0.0.1': false,
    'http://127.0.0.999': false,
    'http://10.0.0.1': false,
    'http://127.0.0.1:80@evil': false,
    'data:text/html,x': false,
    '//evil': false,
    '-x': false,
    'https://a\n.b': false,
    'http://①27.0.0.1': false,
  }
  for (const [url, fine] of Object.entries(table))
    it(`${JSON.stringify(url)} is ${fine ? '' : 'not '}one that secrets may be sent to`, () => {
      assert.equal(wrongAddress(url) === undefined, fine, wrongAddress(url))
      assert.equal(isLoopback(url), /^http:/i.test(url) && (fine || url === 'http://localhost#'))
    })
  for (const nothing of [undefined, null, 7, {}])
    it(`${JSON.stringify(nothing)} is none`, () => assert.equal(wrongAddress(nothing), 'is not a URL'))

  it('may have a fragment where a browser is to open it', () =>
    assert.equal(wrongAddress('https://issuer.example/device#code', {fragment: true}), undefined))

  it('is judged alike at the ten thousandth time', () => {
    // Node 22 answers URL.canParse wrongly for Latin-1 once the call is hot.
    for (let time = 0; time < 10_000; time += 1) assert.equal(wrongAddress('https://bücher.example'), undefined)
  })

  it('leads to this machine however its host is written', () => {
    for (const url of ['http://0x7f.1', 'https://localhost', 'http://[::1]', 'http://2130706433'])
      assert.ok(leadsToLoopback(new URL(url)), url)
    for (const url of ['http://127.0.0.1.example', 'https://example.com', 'http://10.0.0.1'])
      assert.equal(leadsToLoopback(new URL(url)), false, url)
  })
})
