import assert from 'node:assert/strict'

/** HAR 1.2 as http://www.softwareishard.com/blog/har-12-spec has it: members that must be there, and their types. */
const schema: Record<string, Record<string, Check>> = {
  log: {version: is('1.2'), creator: object('creator'), entries: list('entry')},
  creator: {name: text, version: text},
  entry: {
    startedDateTime: isoDate,
    time: count,
    request: object('request'),
    response: object('response'),
    cache: value => assert.deepEqual(value, {}),
    timings: object('timings'),
  },
  request: {
    method: text,
    url: absoluteUrl,
    httpVersion: text,
    cookies: list('pair'),
    headers: list('pair'),
    queryString: list('pair'),
    headersSize: number,
    bodySize: number,
  },
  response: {
    status: count,
    statusText: text,
    httpVersion: text,
    cookies: list('pair'),
    headers: list('pair'),
    content: object('content'),
    redirectURL: text,
    headersSize: number,
    bodySize: number,
  },
  content: {size: count, mimeType: text},
  timings: {send: number, wait: number, receive: number},
  pair: {name: text, value: text},
  postData: {mimeType: text, params: list('pair'), text},
}

type Check = (value: unknown, where: string) => void

/** Members that may be there beside those; the format allows others only with an underscore. */
const optional = ['comment', 'postData', 'text', 'encoding', 'compression', 'pages', 'browser', 'pageref']

/** Asserts that a document is an HTTP Archive. */
export function assertHar(document: unknown): void {
  assert.deepEqual(Object.keys(document as object), ['log'])
  object('log')((document as {log: unknown}).log, 'log')
}

function object(kind: string): Check {
  return (value, where) => {
    assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), `${where} is an object`)
    const members = schema[kind]!
    for (const [name, check] of Object.entries(members)) {
      assert.ok(name in value, `${where}.${name} is there`)
      check((value as Record<string, unknown>)[name], `${where}.${name}`)
    }
    for (const [name, member] of Object.entries(value)) {
      assert.ok(name in members || optional.includes(name) || name.startsWith('_'), `${where}.${name} is known`)
      if (name === 'postData') object('postData')(member, `${where}.postData`)
      if (name === 'comment' || name === 'text') text(member, `${where}.${name}`)
    }
  }
}

function list(kind: string): Check {
  return (value, where) => {
    assert.ok(Array.isArray(value), `${where} is a list`)
    for (const [at, item] of value.entries()) object(kind)(item, `${where}[${at}]`)
  }
}

function is(wanted: unknown): Check {
  return (value, where) => assert.equal(value, wanted, where)
}
function text(value: unknown, where: string): void {
  assert.equal(typeof value, 'string', where)
}
function number(value: unknown, where: string): void {
  assert.ok(Number.isFinite(value), where)
}
function count(value: unknown, where: string): void {
  assert.ok(Number.isFinite(value) && (value as number) >= 0, where)
}
function isoDate(value: unknown, where: string): void {
  assert.match(String(value), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, where)
}
function absoluteUrl(value: unknown, where: string): void {
  assert.ok(typeof value === 'string' && URL.parse(value), where)
}
