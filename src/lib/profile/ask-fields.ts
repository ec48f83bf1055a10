import {Failure} from '../failure.ts'
import type {Ask} from '../world/world.ts'
import {type FieldFlags, fieldsOfFlags} from './field-flags.ts'
import type {Fields} from './fields.ts'

/**
 * `fields` with an issuer, asked for where nothing yet tells whom the profile is about.
 * @throws Failure `input_required` naming --issuer where nobody may be asked.
 */
export async function withWhom(ask: Ask, fields: Fields): Promise<Fields> {
  if (fields.issuer ?? fields.userPoolId ?? fields.endpoint) return fields
  return {...fields, ...(await askField(ask, 'issuer', 'Issuer URL'))}
}

/**
 * One field by a question, with the flag that would have answered it.
 * @throws Failure `usage` for an answer that makes no sense.
 */
export async function askField(ask: Ask, flag: keyof FieldFlags, message: string, fallback?: string): Promise<Fields> {
  const said = await ask.text({message, flag: `--${flag}`, ...(fallback === undefined ? {} : {default: fallback})})
  const answer = said.trim()
  if (answer === '') throw new Failure('usage', `${message}: nothing was given.`, {hints: [`pass --${flag}`]})
  return fieldsOfFlags({[flag]: flag === 'scope' || flag === 'redirect-uri' ? answer.split(/[\s,]+/) : answer})
}
