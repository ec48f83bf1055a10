import type {CreateUserPoolRequest} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Pool} from '../state.ts'

/** What must hold among a pool's settings. @throws Problem `InvalidParameterException` */
export function assertPoolRules({settings}: Pool, request: Partial<CreateUserPoolRequest> = {}): void {
  const days = request.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays
  if (days !== undefined && request.AdminCreateUserConfig?.UnusedAccountValidityDays !== undefined)
    throw invalid('Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays')
  if (request.AliasAttributes?.length && request.UsernameAttributes?.length)
    throw invalid('Only one of the aliasAttributes or usernameAttributes can be set in a user pool.')
  const custom = (settings.SchemaAttributes ?? []).filter(({Name = ''}) => /^(custom|dev):/.test(Name))
  if (custom.length > 50) throw invalid('A user pool can have at most 50 custom attributes.')
  const names = custom.map(({Name}) => Name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice) throw invalid(`${twice}: Existing attribute already has name ${twice}.`)
}

function invalid(message: string): Problem {
  return new Problem('InvalidParameterException', message)
}
