import assert from 'node:assert/strict'
import {type UserQuery, userFilter} from '../../../src/lib/directory/user-filter.ts'

const ada = {
  username: 'ada',
  status: 'CONFIRMED',
  enabled: true,
  attributes: {email: 'Ada@example.com', sub: 'S-1', 'custom:team': 'Blue'},
}

const divided: [query: UserQuery, server: string | undefined, here: string[]][] = [
  [{}, undefined, []],
  [{filter: 'email ^= "a"'}, 'email ^= "a"', []],
  [{status: 'confirmed'}, 'cognito:user_status = "CONFIRMED"', []],
  [{status: 'Disabled'}, 'status = "Disabled"', []],
  [{attribute: ['email=a@b.c']}, 'email = "a@b.c"', []],
  [{attribute: ['name=Say "hi"\\']}, 'name = "Say \\"hi\\"\\\\"', []],
  [{attribute: ['custom:team=Blue']}, undefined, ['--attribute custom:team=…']],
  [{attribute: ['custom:team=Blue', 'email=a@b.c']}, 'email = "a@b.c"', ['--attribute custom:team=…']],
  [{attribute: ['email=a@b.c'], status: 'CONFIRMED'}, 'email = "a@b.c"', ['--status']],
  [{contains: 'x'}, undefined, ['--contains']],
  [{filter: 'email ^= "a"', status: 'CONFIRMED'}, 'email ^= "a"', ['--status']],
  [{group: 'admins', status: 'CONFIRMED'}, undefined, ['--status']],
]

const kept: [query: UserQuery, keep: boolean][] = [
  [{group: 'g', attribute: ['email=ada@EXAMPLE.com']}, true],
  [{group: 'g', attribute: ['sub=s-1']}, false],
  [{attribute: ['custom:team=Blue']}, true],
  [{attribute: ['custom:team=blue']}, false],
  [{attribute: ['custom:none=']}, true],
  [{group: 'g', status: 'enabled'}, true],
  [{group: 'g', status: 'disabled'}, false],
  [{group: 'g', status: 'FORCE_CHANGE_PASSWORD'}, false],
  [{contains: 'EXAMPLE'}, true],
  [{contains: 'grace'}, false],
]

describe('a query for users', () => {
  for (const [query, server, here] of divided)
    it(`${JSON.stringify(query)} gives the server ${server ?? 'nothing'}`, () => {
      const filter = userFilter(query)
      assert.deepEqual({server: filter.server, here: filter.here}, {server, here})
    })
  for (const [query, keep] of kept)
    it(`${JSON.stringify(query)} ${keep ? 'keeps' : 'drops'} Ada`, () =>
      assert.equal(userFilter(query).keep(ada), keep))
})
