import {answerFrom} from './answers.ts'
import type {Answering, Talk} from './talk.ts'

/** A code of the authenticator app. */
export const appCode: Answering = async (talk, {ChallengeParameters}) => {
  const {FRIENDLY_DEVICE_NAME: name} = ChallengeParameters
  const {value, typed} = await askCode(talk, `Code of your authenticator app${name ? ` (${name})` : ''}`)
  return {responses: {SOFTWARE_TOKEN_MFA_CODE: value}, typed}
}

/** A code that was sent, and comes back as this response. */
export function sentCode(response: 'SMS_MFA_CODE' | 'SMS_OTP_CODE' | 'EMAIL_OTP_CODE'): Answering {
  return async (talk, {ChallengeParameters}) => {
    const {CODE_DELIVERY_DESTINATION: to, CODE_DELIVERY_DELIVERY_MEDIUM: medium = ''} = ChallengeParameters
    const how = medium === 'EMAIL' || response === 'EMAIL_OTP_CODE' ? 'by e-mail' : 'by text message'
    const {value, typed} = await askCode(talk, `Code that was sent ${how}${to ? ` to ${to}` : ''}`)
    return {responses: {[response]: value}, typed}
  }
}

/** Six digits as a rule; people type them in groups. */
export async function askCode({given, world}: Talk, message: string): Promise<{value: string; typed: boolean}> {
  const {value, typed} = await answerFrom(given.mfaCode, () => world.ask.text({message, flag: '--mfa-code-stdin'}))
  return {value: value.replace(/[\s-]/g, ''), typed}
}
