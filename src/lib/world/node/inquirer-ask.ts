import {Failure} from '../../failure.ts'
import type {Ask} from '../world.ts'

/** Draws questions on stderr with inquirer, which is loaded when the first one is asked. */
export function inquirerAsk(cancelled: AbortSignal): Ask {
  async function ask(question: object): Promise<unknown> {
    const {createPromptModule} = await import('inquirer')
    const prompt = createPromptModule({output: process.stderr, signal: cancelled})
    try {
      const answers = await prompt([{...question, name: 'answer'}] as never)
      return (answers as {answer: unknown}).answer
    } catch (error) {
      throw new Failure('cancelled', 'Cancelled.', {cause: error})
    }
  }
  return {
    possible: true,
    text: async ({message, default: fallback}) => String(await ask({type: 'input', message, default: fallback})),
    secret: async ({message}) => String(await ask({type: 'password', message, mask: '*'})),
    confirm: async ({message}) => (await ask({type: 'confirm', message, default: false})) === true,
    choose: async ({message, choices}) => (await ask({type: 'select', message, choices, pageSize: 12})) as never,
  }
}
