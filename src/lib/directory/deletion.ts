import type {ServiceInputTypes, ServiceOutputTypes} from '@aws-sdk/client-cognito-identity-provider'
import {failedWith} from '../failure.ts'
import type {Command} from './command.ts'
import {type Directory, write} from './directory.ts'
import {watchForLostAnswers} from './lost-answer.ts'

/** Sends a request that deletes. What an attempt whose answer was lost has deleted is deleted. @throws Failure `not_found`. */
export async function deleteBy<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  directory: Directory,
  command: Command<I, O>,
): Promise<void> {
  const answerLost = watchForLostAnswers(command)
  await write(directory, command).catch(error => {
    if (!failedWith(error, 'not_found') || !answerLost()) throw error
  })
}
