import {wrongAddress} from '../address.ts'
import {Failure} from '../failure.ts'
import type {World} from '../world/world.ts'
import {awsCredentials} from './aws-credentials.ts'
import {received} from './transport.ts'

type Asking = Pick<World, 'fetch' | 'clock' | 'cancelled' | 'env' | 'agents'>

/**
 * Outputs and resources of a CloudFormation stack as one JSON text, in the words of `describe-stacks` and
 * `describe-stack-resources`. Asked with AWS credentials, at AWS_ENDPOINT_URL_CLOUDFORMATION where that is set.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 * @throws Failure `not_found`, `denied`, `not_signed_in`, `unreachable`, `timed_out` or `throttled`
 */
export async function stackDescription(world: Asking, stack: string, region: string): Promise<string> {
  const {Stacks} = await asked(world, 'DescribeStacks', stack, region)
  const {StackResources} = await asked(world, 'DescribeStackResources', stack, region)
  return JSON.stringify({Stacks, StackResources})
}

async function asked(world: Asking, action: string, stack: string, region: string): Promise<Record<string, unknown>> {
  const {env, clock} = world
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const base =
    env.AWS_ENDPOINT_URL_CLOUDFORMATION || env.AWS_ENDPOINT_URL || `https://cloudformation.${region}.${suffix}`
  const wrong = wrongAddress(base)
  if (wrong !== undefined) throw new Failure('usage', `The address of CloudFormation ${wrong}.`)
  const url = new URL('/', base)
  const credentials = await awsCredentials(world, url)
  const {signed} = await import('./signing.ts')
  // The query protocol answers XML unless it is asked for JSON.
  const form = new URLSearchParams({Action: action, Version: '2010-05-15', ContentType: 'JSON', StackName: stack})
  const body = form.toString()
  const headers = {'content-type': 'application/x-www-form-urlencoded', accept: 'application/json'}
  const unsigned = {method: 'POST', url, headers, body, region, service: 'cloudformation'} as const
  const answer = await received(world, url.href, async () => ({
    method: 'POST',
    headers: await signed({...unsigned, at: clock.now()}, credentials),
    body,
  }))
  const document = parsed(answer.bytes.toString('utf8'))
  if (!answer.ok) throw refused(answer.status, document, stack, region, url.host)
  const result = document?.[`${action}Response`]?.[`${action}Result`]
  if (!result) throw new Failure('unreachable', `${url.host} did not answer as CloudFormation does.`)
  return result
}

type Answer = Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>

function parsed(text: string): Answer | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refused(status: number, document: Answer | undefined, stack: string, region: string, host: string): Failure {
  const code = String(document?.Error?.Code ?? '')
  // CloudFormation's word for a stack that is not there.
  if (code === 'ValidationError')
    return new Failure('not_found', `There is no stack ${stack} in ${region}.`, {
      hints: ['aws cloudformation list-stacks', 'pass --region REGION'],
    })
  if (status === 401 || status === 403)
    return new Failure('denied', `CloudFormation does not let these credentials read the stack (HTTP ${status}).`, {
      hints: ['allow cloudformation:DescribeStacks and DescribeStackResources', 'aws sts get-caller-identity'],
    })
  if (status === 429 || /Throttl/.test(code))
    return new Failure('throttled', `${host} still says to slow down (HTTP ${status}).`)
  return new Failure('unreachable', `${host} answered HTTP ${status} when asked for the stack.`)
}
