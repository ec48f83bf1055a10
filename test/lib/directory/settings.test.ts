import assert from 'node:assert/strict'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import type {Document, Json} from '../../../src/lib/directory/settings/document.ts'
import {edited} from '../../../src/lib/directory/settings/edit.ts'
import {answerName} from '../../../src/lib/directory/settings/names.ts'
import {inputShape, outputShape, type Shape} from '../../../src/lib/directory/settings/shape.ts'

const word = fc.stringMatching(/^[A-Z][a-z]{0,3}$/)
const json = fc.jsonValue({maxDepth: 2}) as fc.Arbitrary<Json>
const {document} = fc.letrec<{document: Document; value: Json}>(tie => ({
  document: fc.dictionary(word, tie('value'), {maxKeys: 4}) as fc.Arbitrary<Document>,
  value: fc.oneof({maxDepth: 3}, json, tie('document')),
}))

/** The document with what stands at the path taken away, and structures that this leaves empty. */
function pruned(value: Json | undefined, [name, ...rest]: readonly string[]): Json | undefined {
  if (name === undefined || value === undefined) return undefined
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined
  const {[name]: inner, ...others} = value as Document
  const left = pruned(inner, rest)
  const empty = left === undefined || (typeof left === 'object' && left !== null && Object.keys(left).length === 0)
  return empty ? others : {...others, [name]: left}
}

describe('an edit', () => {
  it('changes what it names, and nothing else', () => {
    fc.assert(
      fc.property(document, fc.array(word, {minLength: 1, maxLength: 3}), json, (before, at, to) => {
        const after = edited(before, [{at, to}])
        assert.deepEqual(
          at.reduce<any>((value, name) => value?.[name], after),
          to,
        )
        assert.deepEqual(pruned(after, at) ?? {}, pruned(before, at) ?? {})
      }),
    )
  })
  it('that takes away leaves everything else', () => {
    fc.assert(
      fc.property(document, fc.array(word, {minLength: 1, maxLength: 3}), (before, at) => {
        const after = edited(before, [{at, to: undefined}])
        assert.equal(
          at.reduce<any>((value, name) => value?.[name], after),
          undefined,
        )
        assert.deepEqual(pruned(after, at) ?? {}, pruned(before, at) ?? {})
      }),
    )
  })
  it('of a list adds what is missing and removes what is there, as often as one likes', () => {
    const items = fc.uniqueArray(word)
    fc.assert(
      fc.property(items, items, items, (list, add, remove) => {
        const edits = [{at: ['List'], add, remove}]
        const once = edited({List: list}, edits)
        const {List} = once as {List: string[]}
        for (const item of add) assert.ok(List.includes(item))
        for (const item of remove) assert.ok(add.includes(item) || !List.includes(item))
        for (const item of list) assert.ok(remove.includes(item) || List.includes(item))
        assert.deepEqual([...(edited(once, edits).List as string[])].sort(), [...List].sort())
      }),
    )
  })
})

describe('names in answers', () => {
  const spelled: [name: string, answer: string][] = [
    ['CallbackURLs', 'callbackUrls'],
    ['DefaultRedirectURI', 'defaultRedirectUri'],
    ['AllowedOAuthFlowsUserPoolClient', 'allowedOAuthFlowsUserPoolClient'],
    ['KMSKeyID', 'kmsKeyId'],
    ['SMSMfaSettings', 'smsMfaSettings'],
    ['S3Bucket', 's3Bucket'],
    ['Id', 'id'],
  ]
  for (const [name, answer] of spelled) it(`${name} is ${answer}`, () => assert.equal(answerName(name), answer))

  const commands = Object.entries(sdk).filter(([name]) => /^(Create|Describe|Get|Set|Update)\w+Command$/.test(name))
  it('never say the same of two settings', () => {
    assert.ok(commands.length > 30)
    const clashes = commands.flatMap(([name, Command]) => {
      const command = new (Command as new (input: object) => {schema?: unknown})({})
      return [inputShape(command), outputShape(command)].flatMap(shape => clashesIn(shape, name))
    })
    assert.deepEqual(clashes, [])
  })
})

function clashesIn(shape: Shape, at: string): string[] {
  if (shape.kind === 'list' || shape.kind === 'map') return clashesIn(shape.of, at)
  if (shape.kind !== 'structure') return []
  const names = [...shape.members.keys()].map(answerName)
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map(name => `${at}.${name}`),
    ...[...shape.members].flatMap(([name, member]) => clashesIn(member, `${at}.${name}`)),
  ]
}
