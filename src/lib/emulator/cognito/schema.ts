import type {SchemaAttributeType} from '@aws-sdk/client-cognito-identity-provider'

const texts = ['profile', 'address', 'birthdate', 'gender', 'preferred_username'] as const
const names = ['website', 'picture', 'nickname', 'given_name', 'family_name', 'middle_name', 'name', 'locale'] as const
const lengths: Readonly<Record<string, {MinLength: string; MaxLength: string}>> = {
  birthdate: {MinLength: '10', MaxLength: '10'},
}

/** The attributes every pool has, with the API's own flags. */
export const standardAttributes: readonly SchemaAttributeType[] = [
  {
    ...string('sub', {MinLength: '1', MaxLength: '2048'}),
    Mutable: false,
    Required: true,
  },
  ...[...texts, ...names, 'email', 'phone_number', 'zoneinfo'].map(name =>
    string(name, lengths[name] ?? {MinLength: '0', MaxLength: '2048'}),
  ),
  flag('email_verified'),
  flag('phone_number_verified'),
  {
    Name: 'updated_at',
    AttributeDataType: 'Number',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    NumberAttributeConstraints: {MinValue: '0'},
  },
  {
    Name: 'identities',
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    StringAttributeConstraints: {},
  },
]

function string(
  name: string,
  constraints: {readonly MinLength: string; readonly MaxLength: string},
): SchemaAttributeType {
  return {
    Name: name,
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    StringAttributeConstraints: constraints,
  }
}

function flag(name: string): SchemaAttributeType {
  return {Name: name, AttributeDataType: 'Boolean', DeveloperOnlyAttribute: false, Mutable: true, Required: false}
}

/** A custom attribute as the pool's schema keeps it: under `custom:` (or `dev:`), text unless said, never required. */
export function customAttribute(given: SchemaAttributeType): SchemaAttributeType {
  const type = given.AttributeDataType ?? 'String'
  return {
    Name: `${given.DeveloperOnlyAttribute ? 'dev' : 'custom'}:${given.Name}`,
    AttributeDataType: type,
    DeveloperOnlyAttribute: given.DeveloperOnlyAttribute ?? false,
    Mutable: given.Mutable ?? true,
    Required: false,
    ...(type === 'String' && {StringAttributeConstraints: given.StringAttributeConstraints ?? {}}),
    ...(type === 'Number' && {NumberAttributeConstraints: given.NumberAttributeConstraints ?? {}}),
  }
}
