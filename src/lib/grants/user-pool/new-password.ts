import {answerFrom} from './answers.ts'
import type {Answering, Talk} from './talk.ts'

/** NEW_PASSWORD_REQUIRED: the first password was temporary, and the pool may want to know more about its owner. */
export const chooseNewPassword: Answering = async (talk, {ChallengeParameters}) => {
  const {value, typed} = await answerFrom(talk.given.newPassword, () => twice(talk))
  const attributes: Record<string, string> = {}
  let asked = false
  for (const name of requiredAttributes(ChallengeParameters.requiredAttributes)) {
    const given = talk.given.attributes?.[name]
    asked ||= given === undefined
    attributes[`userAttributes.${name}`] =
      given ?? (await talk.world.ask.text({message: inWords(name), flag: `--attribute ${name}=VALUE`}))
  }
  return {responses: {NEW_PASSWORD: value, ...attributes}, typed: typed || asked}
}

async function twice({world: {ask}, tell, username}: Talk): Promise<string> {
  const flag = '--new-password-stdin'
  for (;;) {
    const typed = await ask.secret({message: `New password for ${username}, in place of the temporary one`, flag})
    if (typed !== '' && (await ask.secret({message: 'Once more', flag})) === typed) return typed
    tell.remark('The two passwords are not the same.')
  }
}

/** A JSON list in a string, of names with or without the prefix they are answered under. */
function requiredAttributes(text = '[]'): string[] {
  const names: unknown = parsed(text)
  if (!Array.isArray(names)) return []
  return names.filter(name => typeof name === 'string').map(name => name.replace(/^userAttributes\./, ''))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function inWords(attribute: string): string {
  const words = attribute.replace(/^custom:/, '').replaceAll('_', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
