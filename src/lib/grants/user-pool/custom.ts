import {answerFrom} from './answers.ts'
import type {Answering} from './talk.ts'

/** CUSTOM_CHALLENGE: whatever the pool's own functions ask, by what they say of it in public. */
export const answerCustom: Answering = async (talk, {ChallengeParameters}) => {
  const {USERNAME: _, USER_ID_FOR_SRP: __, ...said} = ChallengeParameters
  if (Object.keys(said).length > 0) talk.tell.challenge(said)
  const {value, typed} = await answerFrom(talk.given.answer, () =>
    talk.world.ask.secret({message: 'Your answer', flag: '--answer-stdin'}),
  )
  return {responses: {ANSWER: value}, typed}
}
