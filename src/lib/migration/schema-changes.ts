import type {ConstDirectiveNode} from 'graphql'
import {directiveOf} from '../api/modes.ts'
import {schemaOf} from '../api/schema.ts'

/** A place in the schema that keys open and user pools do not: a type, or a field as Type.field. */
export interface SchemaChange {
  readonly at: string
  readonly add: string
}

/** What has to be added to a schema so that whatever keys open is open to users of the pool as well. */
export async function schemaChanges(sdl: string): Promise<readonly SchemaChange[]> {
  const {isObjectType} = await import('graphql')
  const schema = await schemaOf(sdl, 'The schema')
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap(type => [
      {at: type.name, directives: type.astNode?.directives},
      ...Object.values(type.getFields()).map(({name, astNode}) => ({
        at: `${type.name}.${name}`,
        directives: astNode?.directives,
      })),
    ])
    .filter(({directives = []}) => has(directives, 'apiKey') && !has(directives, 'userPool'))
    .map(({at}) => ({at, add: `@${directiveOf.userPool}`}))
}

function has(directives: readonly ConstDirectiveNode[], mode: 'apiKey' | 'userPool'): boolean {
  return directives.some(({name}) => name.value === directiveOf[mode])
}
