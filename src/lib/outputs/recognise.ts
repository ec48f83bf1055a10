import {Failure} from '../failure.ts'
import {amplifyGen1, amplifyNative} from './amplify-gen1.ts'
import {amplifyGen2} from './amplify-gen2.ts'
import {readAwsExports} from './aws-exports.ts'
import {cloudFormation, outputsByStack, samOutputs} from './cloudformation.ts'
import type {Deployed, Fact} from './fact.ts'
import {NotLiteral} from './literal.ts'
import {factsOf, namedValues} from './named-values.ts'
import {type Some, some} from './parts.ts'
import {terraformOutputs, terraformState} from './terraform.ts'

type Recogniser = (document: Some) => Fact[] | undefined

/** Every shape of an object, the ones that can be told for certain first. A shape gives undefined for another's document. */
const shapes: readonly (readonly [name: string, recogniser: Recogniser])[] = [
  ['Amplify Gen 2 outputs', amplifyGen2],
  ['Amplify Gen 1 configuration', amplifyGen1],
  ['Amplify configuration for iOS or Android', amplifyNative],
  ['Terraform state', terraformState],
  ['Terraform outputs', terraformOutputs],
  ['CloudFormation stacks', cloudFormation],
  ['outputs by stack (CDK, SST v2)', outputsByStack],
  ['outputs by name (SST, Pulumi)', document => namedValues(document).flatMap(factsOf)],
]

/**
 * What a text tells about a deployment; `name` is how sentences call it.
 * @throws Failure `config_invalid` where it is neither JSON nor the JavaScript that Amplify writes, or has no such shape.
 */
export function recognise(text: string, name: string): Deployed {
  const document = parsed(text, name)
  const sam = samOutputs(document)
  if (sam) return {shape: 'SAM stack outputs', facts: sam}
  const object = some(document)
  if (!object) throw unusable(name, `it holds ${kindOf(document)}, and outputs are an object`)
  for (const [shape, recogniser] of shapes) {
    const facts = recogniser(object)
    if (facts) return {shape, facts}
  }
  throw unusable(name, 'it has none of the shapes that are known')
}

function parsed(text: string, name: string): unknown {
  if (text.trim() === '') throw unusable(name, 'it is empty')
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (/^\s*[[{"\d]/.test(text)) throw unusable(name, 'it is not valid JSON', cause)
  }
  if (text.length > longestScript) throw unusable(name, `it is JavaScript of more than ${longestScript} characters`)
  try {
    return readAwsExports(text)
  } catch (cause) {
    if (cause instanceof NotLiteral)
      throw unusable(name, `it is not JSON, and read as Amplify’s aws-exports.js, ${cause.message}`, cause)
    throw cause
  }
}

const longestScript = 256 * 1024

function kindOf(document: unknown): string {
  if (Array.isArray(document)) return 'a list'
  return document === null ? 'null' : `a ${typeof document}`
}

/** A `config_invalid` about a document, with what can be read instead. */
export function unusable(name: string, wrong: string, cause?: unknown): Failure {
  return new Failure('config_invalid', `${name} cannot be imported: ${wrong}.`, {
    hints: ['give an outputs file of SST, CDK, CloudFormation, SAM, Amplify, Terraform or Pulumi'],
    cause,
  })
}
