import {Problem} from '../problem.ts'

/** A value of AuthParameters or ChallengeResponses. @throws Problem `InvalidParameterException` when it is missing. */
export function parameter(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name]
  if (!value) throw new Problem('InvalidParameterException', `Missing required parameter ${name}`)
  return value
}
