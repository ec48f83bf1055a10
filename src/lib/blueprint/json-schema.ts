import type {Form, RecordForm} from './form.ts'
import {poolForm} from './pool-form.ts'

/** Where editors find the schema, beside a file of a project that has authctl among its dependencies. */
export const schemaAddress = 'node_modules/authctl/schema/pool.schema.json'

/** The schema that ships with the package, for editors that know JSON Schema (draft-07). */
export function poolJsonSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'urn:authctl:schema:pool',
    title: 'What a Cognito user pool consists of, for authctl plan and apply',
    ...schemaOf(poolForm),
  }
}

/** A name with nothing behind it is a thing without settings. */
const emptyToo = ['object', 'null']

function schemaOf(form: Form): object {
  return {...(form.means === undefined ? {} : {description: form.means}), ...shapeOf(form)}
}

function shapeOf(form: Form): object {
  switch (form.kind) {
    case 'text':
      return {type: 'string', ...(form.pattern && {pattern: form.pattern.source})}
    case 'word':
      return {type: ['string', 'number', 'boolean']}
    case 'number':
      return {type: 'integer'}
    case 'flag':
      return {type: 'boolean'}
    case 'any':
      return {}
    case 'only':
      return {enum: form.values}
    case 'list':
      return {type: 'array', items: schemaOf(form.of)}
    case 'map':
      return {
        type: emptyToo,
        additionalProperties: schemaOf(form.of),
        ...(form.named && {propertyNames: {pattern: form.named.source}}),
      }
    case 'record':
      return recordOf(form)
  }
}

function recordOf({members, required, oneOf, others}: RecordForm): object {
  const properties = Object.entries(members).map(([name, member]) => [name, schemaOf(member)])
  return {
    type: oneOf || required ? 'object' : emptyToo,
    properties: Object.fromEntries(properties),
    ...(others && {patternProperties: {[others.named.source]: schemaOf(others.of)}}),
    additionalProperties: false,
    ...(required && {required}),
    ...(oneOf && {minProperties: 1, maxProperties: 1}),
  }
}
