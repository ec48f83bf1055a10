import type {AttributeType, SchemaAttributeType} from '@aws-sdk/client-cognito-identity-provider'
import {Problem} from '../problem.ts'
import type {Client, Pool, User} from '../state.ts'
import {aliasHolder, attributeOf} from './usernames.ts'

/**
 * Checks attributes against the pool's schema; `user` is whose they shall become, absent while one is made.
 * @throws Problem `InvalidParameterException`
 */
export function assertAttributes(pool: Pool, given: readonly AttributeType[], user?: User): void {
  for (const {Name = '', Value = ''} of given) {
    const definition = pool.settings.SchemaAttributes?.find(known => known.Name === Name)
    if (!definition) throw invalid(`Type for attribute {${Name}} could not be determined`)
    if (Name === 'sub') throw invalid('Cannot modify the non-mutable attribute sub')
    // Who could write it could be anybody: it says by whom else a person signs in.
    if (Name === 'identities') throw invalid('user.identities: Attribute cannot be updated.\n')
    if (user && definition.Mutable === false && attributeOf(user, Name) !== Value)
      throw invalid(`user.${Name}: Attribute cannot be updated.\n`)
    if (Value !== '') assertValue(definition, Name, Value)
  }
}

/** @throws Problem `InvalidParameterException` when an attribute that the pool requires is missing. */
export function assertRequired({settings}: Pool, given: readonly AttributeType[]): void {
  const missing = requiredNames(settings.SchemaAttributes).filter(
    name => !given.some(({Name, Value}) => Name === name && Value),
  )
  if (missing.length > 0) {
    const reasons = missing.map(name => `${name}: The attribute ${name} is required\n`)
    throw invalid(`Attributes did not conform to the schema: ${reasons.join('')}`)
  }
}

/** What the pool asks of every user, apart from the `sub` it gives itself. */
export function requiredNames(schema: readonly SchemaAttributeType[] = []): string[] {
  return schema.flatMap(({Name, Required}) => (Required && Name && Name !== 'sub' ? [Name] : []))
}

/**
 * Makes room for names to sign in by.
 * @throws Problem `AliasExistsException` when somebody else has one of them, unless `force` takes it away from them.
 */
export function claimAliases(pool: Pool, given: readonly AttributeType[], user?: User, force = false): void {
  const {UsernameAttributes = [], AliasAttributes = []} = pool.settings
  const verified = (name: string) =>
    name === 'preferred_username' || given.some(({Name, Value}) => Name === `${name}_verified` && Value === 'true')
  for (const name of [...UsernameAttributes, ...AliasAttributes.filter(verified)]) {
    const value = given.find(({Name}) => Name === name)?.Value || (user && attributeOf(user, name))
    const holder = value ? aliasHolder(pool, name, value, user) : undefined
    if (!holder) continue
    if (!force) throw new Problem('AliasExistsException', `An account with the given ${name} already exists.`)
    setAttributes(holder, [{Name: `${name}_verified`, Value: 'false'}])
  }
}

/** Sets attributes; an empty value removes one. A changed address has to be verified anew unless that is said too. */
export function setAttributes(user: User, given: readonly AttributeType[]): void {
  for (const {Name = '', Value = ''} of given) {
    const changed = attributeOf(user, Name) !== Value
    user.attributes = user.attributes.filter(attribute => attribute.Name !== Name)
    if (Value !== '') user.attributes.push({Name, Value})
    const flag = `${Name}_verified`
    if (changed && (Name === 'email' || Name === 'phone_number') && !given.some(({Name: other}) => other === flag))
      user.attributes = user.attributes
        .filter(attribute => attribute.Name !== flag)
        .concat(Value ? [{Name: flag, Value: 'false'}] : [])
  }
}

/** @throws Problem `InvalidParameterException` for one that is required or unknown. */
export function removeAttributes(pool: Pool, user: User, names: readonly string[]): void {
  for (const name of names) {
    const definition = pool.settings.SchemaAttributes?.find(known => known.Name === name)
    if (!definition) throw invalid(`Type for attribute {${name}} could not be determined`)
    if (definition.Required) throw invalid(`user.${name}: Cannot delete a required attribute.`)
    if (definition.Mutable === false || name === 'identities')
      throw invalid(`user.${name}: Attribute cannot be updated.\n`)
  }
  setAttributes(
    user,
    names.map(Name => ({Name, Value: ''})),
  )
}

/** @throws Problem `NotAuthorizedException` when the client may not write one of them. */
export function assertWritable({settings}: Client, given: readonly AttributeType[]): void {
  const allowed = settings.WriteAttributes
  const refused = given.some(
    ({Name = ''}) => Name.startsWith('dev:') || Name.endsWith('_verified') || (allowed && !allowed.includes(Name)),
  )
  if (refused) throw new Problem('NotAuthorizedException', 'A client attempted to write unauthorized attribute')
}

/** What this client may read of a user: all but developers' own attributes, unless it is limited further. */
export function readableAttributes({settings}: Client, user: User): AttributeType[] {
  const allowed = settings.ReadAttributes
  return user.attributes.filter(
    ({Name = ''}) => Name === 'sub' || (!Name.startsWith('dev:') && (!allowed?.length || allowed.includes(Name))),
  )
}

function assertValue(
  {AttributeDataType, StringAttributeConstraints, NumberAttributeConstraints}: SchemaAttributeType,
  name: string,
  value: string,
): void {
  if (name === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) throw invalid('Invalid email address format.')
  if (name === 'phone_number' && !/^\+[1-9]\d{1,14}$/.test(value)) throw invalid('Invalid phone number format.')
  if (name === 'birthdate' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) throw nonconforming(name, 'Invalid birthdate format')
  if (AttributeDataType === 'Boolean' && !/^(true|false)$/.test(value))
    throw nonconforming(name, 'Invalid boolean value')
  if (AttributeDataType === 'Number') {
    const {MinValue = -Infinity, MaxValue = Infinity} = NumberAttributeConstraints ?? {}
    if (!/^-?\d+$/.test(value)) throw nonconforming(name, 'Invalid number value')
    if (Number(value) < Number(MinValue)) throw nonconforming(name, `Number must be at least ${MinValue}`)
    if (Number(value) > Number(MaxValue)) throw nonconforming(name, `Number must be at most ${MaxValue}`)
  }
  if (AttributeDataType === 'String') {
    const {MinLength = 0, MaxLength = 2048} = StringAttributeConstraints ?? {}
    if (value.length < Number(MinLength)) throw nonconforming(name, `String must be at least ${MinLength} characters`)
    if (value.length > Number(MaxLength)) throw nonconforming(name, `String must be at most ${MaxLength} characters`)
  }
}

function nonconforming(name: string, reason: string): Problem {
  return invalid(`Attributes did not conform to the schema: ${name}: ${reason}\n`)
}

function invalid(message: string): Problem {
  return new Problem('InvalidParameterException', message)
}
