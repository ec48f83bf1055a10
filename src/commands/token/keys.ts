import {AuthctlCommand} from '../../lib/cli/command.ts'
import {profileFlags} from '../../lib/cli/profile-flags.ts'
import {verificationFlags} from '../../lib/cli/verification-flags.ts'
import {resolveProfile} from '../../lib/profile/resolve.ts'
import {chooseKeys} from '../../lib/token/key-source.ts'
import {type PublishedKeys, publishedKeys} from '../../lib/token/published-keys.ts'
import {publishedKeysText} from '../../lib/view/published-keys.ts'

export default class TokenKeys extends AuthctlCommand {
  static override summary = 'List the keys an issuer signs with: key id, algorithm, use, thumbprint.'
  static override description =
    `The thumbprint (RFC 7638) tells the same key under another name, and another key under the same name.`
  static override flags = {...profileFlags, jwks: verificationFlags.jwks}
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --issuer https://issuer.example --json',
    '<%= config.bin %> <%= command.id %> --jwks keys.json',
  ]

  override async run(): Promise<PublishedKeys> {
    const {flags} = await this.parse(TokenKeys)
    const {jwks} = flags
    const {issuer} = jwks === undefined ? await resolveProfile(this.world, flags) : {}
    const keys = chooseKeys(this.world, {jwks, ...(issuer !== undefined && {issuer})})
    return this.present(await publishedKeys(keys), publishedKeysText)
  }
}
