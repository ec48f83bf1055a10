import {clientProofFlags, givenProof} from '../lib/cli/client-proof-flags.ts'
import {AuthctlCommand} from '../lib/cli/command.ts'
import {givenAnswers, poolSignInFlags} from '../lib/cli/pool-sign-in-flags.ts'
import {identityFlags, profileFlags} from '../lib/cli/profile-flags.ts'
import {readParameters, signInFlags} from '../lib/cli/sign-in-flags.ts'
import {telling} from '../lib/cli/telling.ts'
import type {Profile} from '../lib/profile/profile.ts'
import {resolveProfile} from '../lib/profile/resolve.ts'
import {beginSession, type SignedIn} from '../lib/session/begin.ts'
import {signedInText} from '../lib/view/sign-in.ts'

export default class Login extends AuthctlCommand {
  static override summary = 'Sign in, and keep the tokens.'
  static override description =
    'Opens the sign-in page in a browser and waits for it to come back. Where the browser is on another machine, --flow paste takes the address it lands on. Without any, --flow device shows a code to enter on any device, and at a Cognito user pool --flow srp asks for everything here. A machine signs in as itself with --flow client-credentials.'
  static override flags = {...signInFlags, ...poolSignInFlags, ...clientProofFlags, ...profileFlags, ...identityFlags}
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile staging --as grace --prompt login',
    '<%= config.bin %> <%= command.id %> --flow paste',
    '<%= config.bin %> <%= command.id %> --flow device',
    '<%= config.bin %> <%= command.id %> --flow srp --username ada',
    'read-code | <%= config.bin %> <%= command.id %> --flow srp --username ada --password-file password.txt --mfa-code-stdin',
    '<%= config.bin %> <%= command.id %> --flow client-credentials --scope notes/read --client-secret-stdin < secret.txt',
  ]

  override async run(): Promise<SignedIn> {
    const {flags} = await this.parse(Login)
    const {
      scope: scopes,
      audience,
      resource,
      prompt,
      acr,
      lang,
      flow,
      browser,
      port: ports,
      timeout,
      par,
      dpop,
      jar,
      jarm,
    } = flags
    const params = readParameters(flags.param)
    const profile = await resolveProfile(this.world, flags)
    const request = {
      ...{flow, scopes, audience, resource, prompt, acr, lang, params, browser, ports, par, dpop, jar, jarm},
      identityProvider: flags['identity-provider'],
      idpIdentifier: flags['idp-identifier'],
      loginHint: flags['login-hint'] ?? flags.username,
      maxAge: flags['max-age'],
      registered: () => this.registered(profile),
      redirectUri: flags['redirect-uri'],
      timeoutMs: timeout === undefined ? undefined : timeout * 1000,
      clientSecret: await givenProof(this.world, flags),
      answers: givenAnswers(this.world, flags),
      tell: telling(this.world),
    }
    const signedIn = await beginSession(this.world, profile, {
      identity: flags.as ?? 'default',
      store: flags.store,
      request,
    })
    return this.present(signedIn, result => signedInText(result, this.world.clock.now()))
  }

  /** The AWS SDK costs as much as the rest of a start: only sign-ins with a page at a pool want it. */
  private async registered(profile: Profile): Promise<readonly string[] | undefined> {
    const {registeredCallbacks} = await import('../lib/directory/callbacks.ts')
    return registeredCallbacks(this.world, profile)
  }
}
