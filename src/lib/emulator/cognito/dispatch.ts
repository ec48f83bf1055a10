import type {IncomingMessage} from 'node:http'
import type {Fault} from '../faults.ts'
import {Problem} from '../problem.ts'
import {afflicted, type Exchange} from '../router.ts'
import type {Stack} from '../stack.ts'
import {checkInput} from './check-input.ts'
import type {Caller, Row} from './operation.ts'
import {operations} from './operations.ts'
import {refuse, reply} from './wire.ts'

const prefix = 'AWSCognitoIdentityProviderService.'

/** Carries out the operation that `X-Amz-Target` names, and words its answer or refusal. */
export async function dispatch(stack: Stack, exchange: Exchange): Promise<void> {
  const {req, res} = exchange
  const target = String(req.headers['x-amz-target'] ?? '')
  const name = target.startsWith(prefix) ? target.slice(prefix.length) : ''
  const row = Object.hasOwn(operations, name) ? operations[name as keyof typeof operations] : undefined
  if (!row) {
    stack.log(`${target || 'A request without X-Amz-Target'} is no operation of this stack.`)
    return refuse(res, new Problem('UnknownOperationException', ''))
  }
  const fault = stack.faults.take(name)
  const ordered = problemOf(fault)
  if (ordered) return refuse(res, ordered)
  await afflicted(fault, res, async () => {
    try {
      const caller = callerOf(row, req)
      const input = await inputOf(exchange)
      checkInput(name, row.required, input)
      reply(res, 200, (await row.run(stack, input, caller)) ?? {})
    } catch (error) {
      const problem = error instanceof Problem ? error : internal(stack, name, error)
      stack.log(`${name} refused: ${problem.code}${problem.message && `: ${problem.message}`}`)
      refuse(res, problem)
    }
  })
}

/** Throttling and server faults in the API's own words. */
function problemOf(fault: Fault | undefined): Problem | undefined {
  if (fault?.kind === 'throttle') return new Problem('TooManyRequestsException', 'Rate exceeded')
  if (fault?.kind === 'error') return new Problem('InternalErrorException', 'Something went wrong', fault.status ?? 500)
  return undefined
}

function internal(stack: Stack, name: string, error: unknown): Problem {
  stack.log(`${name} failed: ${error instanceof Error ? error.stack : error}`)
  return new Problem('InternalErrorException', 'Something went wrong', 500)
}

/** Any credentials will do on this stack, but without a signature an administrator's operation is closed. */
function callerOf(row: Row, {headers: {authorization = ''}}: IncomingMessage): Caller {
  const scope = /^AWS4-HMAC-SHA256 .*Credential=[^/,\s]+\/\d{8}\/([a-z0-9-]+)\/[a-z0-9-]+\/aws4_request/.exec(
    authorization,
  )
  if (row.access === 'iam') {
    if (!authorization.startsWith('AWS4-HMAC-SHA256'))
      throw new Problem('MissingAuthenticationTokenException', 'Missing Authentication Token')
    if (!scope)
      throw new Problem('IncompleteSignatureException', 'Authorization header requires a Credential with a scope.')
  }
  return {region: scope?.[1] ?? 'us-east-1'}
}

async function inputOf({body, req}: Exchange): Promise<Record<string, unknown>> {
  // Browsers may send text/plain across origins unasked; this type they may not. So a web page cannot drive the stack.
  const type = req.headers['content-type']?.split(';')[0]?.trim()
  if (type !== 'application/x-amz-json-1.1') throw new Problem('UnknownOperationException', '')
  const text = (await body()).toString()
  const input = parsed(text === '' ? '{}' : text)
  if (input === null || typeof input !== 'object' || Array.isArray(input))
    throw new Problem('SerializationException', '')
  return input as Record<string, unknown>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('SerializationException', '')
  }
}
