import {buildSchema, type GraphQLFieldResolver, type GraphQLSchema} from 'graphql'
import {addNote, listNotes, removeNote} from '../notes.ts'
import {type Caller, nameOf} from './caller.ts'
import {publish} from './feed.ts'
import {type Context, guarded} from './guard.ts'
import type {AuthModes} from './rules.ts'
import {appSyncSdl, notesSdl} from './sdl.ts'
import {selected} from './selected.ts'

/** An API as AppSync runs one: a schema whose fields are guarded, and the modes it accepts. */
export interface GraphqlApi {
  readonly schema: GraphQLSchema
  readonly modes: AuthModes
}

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, Context>>>

const notesResolvers: Resolvers = {
  Query: {
    notes: (_source, _args, {stack}) => listNotes(stack),
    note: (_source, {id}, {stack}) => stack.state.notebook.notes.get(id) ?? null,
    status: (_source, _args, {stack}) => ({
      ok: true,
      notes: stack.state.notebook.notes.size,
      time: new Date(stack.clock.now()).toISOString(),
    }),
    whoami: (_source, _args, {caller}) => identity(caller),
    history: (_source, _args, {stack}) => stack.state.notebook.audit,
    auditLog: (_source, _args, {stack}) => stack.state.notebook.audit,
  },
  Mutation: {
    addNote: (_source, {title, text}, {stack, caller}) => addNote(stack, nameOf(caller), {title, text}),
    removeNote: (_source, {id}, {stack, caller}) => removeNote(stack, nameOf(caller), id),
  },
}

/** The notes API: user pools by default, every other mode besides. */
export function notesApi(): GraphqlApi {
  return makeApi(notesSdl, notesResolvers, {
    default: 'AMAZON_COGNITO_USER_POOLS',
    additional: ['API_KEY', 'AWS_IAM', 'OPENID_CONNECT', 'AWS_LAMBDA'],
  })
}

/** An API from SDL with AppSync's directives. Mutations tell subscribers what they did. */
export function makeApi(sdl: string, resolvers: Resolvers, modes: AuthModes): GraphqlApi {
  const schema = buildSchema(`${appSyncSdl}\n${sdl}`)
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName)
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type && 'getFields' in type ? type.getFields()[name] : undefined
      if (!field) throw new Error(`the schema has no ${typeName}.${name}`)
      Object.assign(field, {resolve: typeName === 'Mutation' ? telling(resolve) : resolve})
    }
  }
  return {schema: guarded(schema, modes), modes}
}

function telling(resolve: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> {
  return async (source, args, context, info) => {
    const result = await resolve(source, args, context, info)
    publish(context.stack, {mutation: info.fieldName, result: selected(result, info.fieldNodes, info.fragments)})
    return result
  }
}

function identity({mode, username, sub, groups, issuer, claims, userArn, resolverContext}: Caller): object {
  const {client_id: client, aud, token_use: tokenUse, scope} = claims ?? {}
  return {
    mode,
    username,
    sub,
    groups,
    issuer,
    clientId: client ?? (Array.isArray(aud) ? aud[0] : aud),
    tokenUse,
    scope,
    userArn,
    claims: claims && JSON.stringify(claims),
    resolverContext: resolverContext && JSON.stringify(resolverContext),
  }
}
