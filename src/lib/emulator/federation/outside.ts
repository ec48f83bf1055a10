import {plantedPool} from '../plant.ts'
import type {SeedPool} from '../seed.ts'
import type {Stack} from '../stack.ts'
import type {Client, Pool} from '../state.ts'

/** By what user pools show themselves at the OpenID provider of elsewhere. */
export const relyingParty = {id: 'userpool', secret: 'userpool_secret_for_this_machine_only'}

/** People of another company, whom the demo pool knows by its providers only. */
const seed: SeedPool = {
  id: 'elsewhere-1_Acme',
  name: 'Acme',
  groups: [{name: 'chemistry'}, {name: 'physics'}],
  users: [
    {
      username: 'marie',
      password: 'Correct-Horse-9',
      attributes: {
        email: 'marie@acme.example',
        email_verified: 'true',
        name: 'Marie Curie',
        given_name: 'Marie',
        family_name: 'Curie',
      },
      groups: ['chemistry', 'physics'],
    },
    {
      username: 'niels',
      password: 'Correct-Horse-9',
      attributes: {
        email: 'niels@acme.example',
        email_verified: 'true',
        name: 'Niels Bohr',
        given_name: 'Niels',
        family_name: 'Bohr',
      },
      groups: ['physics'],
    },
  ],
  clients: [{id: relyingParty.id, name: 'the user pool', secret: relyingParty.secret}],
}

/** Where the stack's own identity providers have their people: a directory apart, which the Cognito API does not show. */
export function outsidePool(stack: Stack): Pool {
  stack.state.outside ??= plantedPool(stack, seed)
  return stack.state.outside
}

export function outsideClient(stack: Stack): Client {
  const client = outsidePool(stack).clients.get(relyingParty.id)
  if (!client) throw new Error('the outside world has lost its client')
  return client
}
