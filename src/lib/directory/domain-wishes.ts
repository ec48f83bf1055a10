import type {Edit} from './settings/edit.ts'

/** What the flags of `domain create` and `domain set` say in words of their own. */
export interface DomainFlags {
  readonly 'managed-login-version'?: number | undefined
  readonly 'certificate-arn'?: string | undefined
}

/** The edits that flags ask for. */
export function domainEdits(flags: DomainFlags): Edit[] {
  const {'managed-login-version': version, 'certificate-arn': certificate} = flags
  return [
    ...(version === undefined ? [] : [{at: ['ManagedLoginVersion'], to: version}]),
    ...(certificate === undefined ? [] : [{at: ['CustomDomainConfig', 'CertificateArn'], to: certificate}]),
  ]
}
