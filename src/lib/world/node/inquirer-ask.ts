import {Failure} from '../../failure.ts'
import type {Ask, Choice} from '../world.ts'
import {drawn} from './drawn.ts'

/** Draws questions on stderr with inquirer, which is loaded when the first one is asked; only harmless text is drawn. */
export function inquirerAsk(cancelled: AbortSignal): Ask {
  async function ask(type: string, message: string, more: object = {}): Promise<unknown> {
    const {createPromptModule} = await import('inquirer')
    const prompt = createPromptModule({output: process.stderr, signal: cancelled})
    try {
      const answers = await prompt([{...more, type, message: drawn(message), name: 'answer'}] as never)
      return (answers as {answer: unknown}).answer
    } catch (error) {
      throw new Failure('cancelled', 'Cancelled.', {cause: error})
    }
  }
  return {
    possible: true,
    text: async ({message, default: fallback}) => String(await ask('input', message, {default: fallback})),
    secret: async ({message}) => String(await ask('password', message, {mask: '*'})),
    confirm: async ({message}) => (await ask('confirm', message, {default: false})) === true,
    choose: async ({message, choices}) =>
      (await ask('select', message, {choices: choices.map(drawnChoice), pageSize: 12})) as never,
  }
}

function drawnChoice<T>({name, value, description}: Choice<T>): Choice<T> {
  return {name: drawn(name), value, ...(description === undefined ? {} : {description: drawn(description)})}
}
