import {Failure} from '../../failure.ts'
import {askCode} from './codes.ts'
import {isCorrectable} from './refusal.ts'
import {text} from './replies.ts'
import type {Answering, Talk} from './talk.ts'

/**
 * MFA_SETUP: the pool wants a second factor and there is none yet. An authenticator app gets its secret, shows its first
 * code, and only then is the challenge answered.
 *
 * @throws Failure `unsupported` where the pool wants another kind of second factor.
 */
export const setUpAuthenticator: Answering = async (talk, {Session, ChallengeParameters}) => {
  const {MFAS_CAN_SETUP = '["SOFTWARE_TOKEN_MFA"]'} = ChallengeParameters
  if (!MFAS_CAN_SETUP.includes('SOFTWARE_TOKEN_MFA'))
    throw new Failure('unsupported', `The pool wants a second factor that cannot be set up here: ${MFAS_CAN_SETUP}.`, {
      hints: ['sign in once with a browser: authctl login --flow pkce'],
    })
  const {client, tell} = talk
  const reply = await client.ask('AssociateSoftwareToken', {Session})
  const secret = text(reply.SecretCode) ?? ''
  tell.authenticator({secret, address: keyUri(talk, secret)})
  const session = await verified(talk, text(reply.Session) ?? Session)
  return {responses: {}, ...(session !== undefined && {session})}
}

/** Asks for the first code until it is right, as long as the pool keeps the sign-in open and a person is there. */
async function verified(talk: Talk, session: string | undefined): Promise<string | undefined> {
  for (;;) {
    const {value, typed} = await askCode(talk, 'First code of the app')
    try {
      const reply = await talk.client.ask('VerifySoftwareToken', {
        Session: session,
        UserCode: value,
        FriendlyDeviceName: 'authctl',
      })
      return text(reply.Session) ?? session
    } catch (error) {
      if (!typed || !isCorrectable(error)) throw error
      talk.tell.remark('That code was not the right one. Is the clock of the other device right?')
    }
  }
}

/** What authenticator apps read out of a QR code (https://github.com/google/google-authenticator/wiki/Key-Uri-Format). */
function keyUri({client: {profile, poolId}, username}: Talk, secret: string): string {
  const issuer = profile.name === 'direct' ? poolId : profile.name
  const [who, what] = [encodeURIComponent(username), encodeURIComponent(issuer)]
  return `otpauth://totp/${what}:${who}?secret=${secret}&issuer=${what}`
}
