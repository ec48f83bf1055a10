import type {ServiceInputTypes, ServiceOutputTypes} from '@aws-sdk/client-cognito-identity-provider'
import type {Command} from '../command.ts'
import {read, type Service, write} from '../directory.ts'

/** JSON as the API has it on the wire: names in its own spelling, times in seconds since the epoch. */
export type Json = null | boolean | number | string | readonly Json[] | Document

export interface Document {
  readonly [name: string]: Json
}

/** Sends a request that changes nothing. @throws Failure, in our words, for whatever AWS answers. */
export async function readDocument<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  service: Service,
  command: Command<I, O>,
): Promise<Document> {
  return documentOf(await read(service, plain(command)))
}

/** Sends one that changes something; in a rehearsal it is only noted. @throws Failure, in our words. */
export async function writeDocument<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  service: Service,
  command: Command<I, O>,
): Promise<Document | undefined> {
  const answer = await write(service, plain(command))
  return answer && documentOf(answer)
}

/** What a schema of the SDK calls JSON of any form. */
const anyForm = 15

/**
 * The same request with its input and output as plain JSON. The SDK reads and writes only members it knows: one that the
 * service got after this SDK was made would be lost on the way in, and reset to its default by the next update.
 */
function plain<I extends ServiceInputTypes, O extends ServiceOutputTypes>(command: Command<I, O>): Command<I, O> {
  command.middlewareStack.add(
    (next, context) => async args => {
      // In the context of this one request: the schema that comes with the class is shared.
      const request = (context as {__smithy_context?: {operationSchema?: unknown[]}}).__smithy_context
      if (request?.operationSchema) request.operationSchema = [...request.operationSchema.slice(0, 4), anyForm, anyForm]
      return next(args)
    },
    {step: 'initialize', name: 'plain'},
  )
  return command
}

function documentOf(answer: object): Document {
  const {$metadata: _, ...members} = answer as {$metadata?: unknown}
  return members as Document
}

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
