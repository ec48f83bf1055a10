import {setUpAuthenticator} from './authenticator.ts'
import {chooseFirstFactor, chooseSecondFactor} from './choices.ts'
import {appCode, sentCode} from './codes.ts'
import {answerCustom} from './custom.ts'
import {offerDeviceProof, proveDevice} from './known-device.ts'
import {chooseNewPassword} from './new-password.ts'
import {handToBrowser} from './passkey.ts'
import {offerProof, provePassword, sendPassword} from './password.ts'
import type {Answering} from './talk.ts'

/** Every challenge there is (Cognito API reference, RespondToAuthChallenge), and who answers it. */
export const challenges: Readonly<Record<string, Answering>> = {
  SELECT_CHALLENGE: chooseFirstFactor,
  PASSWORD: sendPassword,
  PASSWORD_SRP: offerProof,
  PASSWORD_VERIFIER: provePassword,
  NEW_PASSWORD_REQUIRED: chooseNewPassword,
  EMAIL_OTP: sentCode('EMAIL_OTP_CODE'),
  SMS_OTP: sentCode('SMS_OTP_CODE'),
  SMS_MFA: sentCode('SMS_MFA_CODE'),
  SOFTWARE_TOKEN_MFA: appCode,
  SELECT_MFA_TYPE: chooseSecondFactor,
  MFA_SETUP: setUpAuthenticator,
  DEVICE_SRP_AUTH: offerDeviceProof,
  DEVICE_PASSWORD_VERIFIER: proveDevice,
  CUSTOM_CHALLENGE: answerCustom,
  WEB_AUTHN: handToBrowser,
}
