import {Problem} from '../problem.ts'
import type {Stack} from '../stack.ts'
import type {Pool, User} from '../state.ts'
import {forgetFailures} from './lockout.ts'
import {drawn} from './random-text.ts'
import {type Identity, matches, verifierFor} from './srp.ts'

/** How each way of setting a password words a breach of policy: the service is not of one mind. */
export type Wording =
  | 'did not conform with policy'
  | 'did not conform with password policy'
  | 'does not conform to policy'

const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/

/** @throws Problem `InvalidPasswordException` that names the first rule which is broken. */
export function assertPolicy(
  {settings}: Pool,
  password: string,
  wording: Wording = 'did not conform with policy',
): void {
  const policy = settings.Policies?.PasswordPolicy ?? {}
  const broken = [
    [password.length < (policy.MinimumLength ?? 8), 'Password not long enough'],
    [policy.RequireUppercase && !/[A-Z]/.test(password), 'Password must have uppercase characters'],
    [policy.RequireLowercase && !/[a-z]/.test(password), 'Password must have lowercase characters'],
    [policy.RequireNumbers && !/[0-9]/.test(password), 'Password must have numeric characters'],
    [policy.RequireSymbols && !symbols.test(password), 'Password must have symbol characters'],
  ].find(([breach]) => breach)
  if (broken) throw new Problem('InvalidPasswordException', `Password ${wording}: ${broken[1]}`)
}

/** Keeps a password: its verifier, never itself. @throws Problem `PasswordHistoryPolicyViolationException` */
export function setPassword(
  {clock}: Pick<Stack, 'clock'>,
  pool: Pool,
  user: User,
  password: string,
  temporary = false,
): void {
  const identity = identityOf(pool, user)
  const policy = pool.settings.Policies?.PasswordPolicy
  const remembered = policy?.PasswordHistorySize ?? 0
  const former = user.password ? [user.password, ...user.formerPasswords] : user.formerPasswords
  if (former.slice(0, remembered).some(verifier => matches(identity, password, verifier)))
    throw new Problem('PasswordHistoryPolicyViolationException', 'Password has previously been used.')
  user.formerPasswords = former.slice(0, remembered)
  user.password = verifierFor(identity, password)
  forgetFailures(user)
  delete user.temporaryUntil
  if (temporary) user.temporaryUntil = clock.now() + (policy?.TemporaryPasswordValidityDays || 7) * 86_400_000
  user.updatedAt = clock.now()
}

export function isPassword(pool: Pool, user: User, password: string): boolean {
  return user.password !== undefined && matches(identityOf(pool, user), password, user.password)
}

export function identityOf(pool: Pool, user: User): Identity {
  return {poolName: pool.id.split('_')[1] ?? '', userId: user.username}
}

/** A password that every policy accepts. */
export function inventedPassword({settings}: Pool): string {
  const length = Math.max(settings.Policies?.PasswordPolicy?.MinimumLength ?? 8, 12)
  return (
    drawn('ABCDEFGHJKLMNPQRSTUVWXYZ', 1) +
    drawn('23456789', 1) +
    drawn('!@#%*', 1) +
    drawn('abcdefghijkmnpqrstuvwxyz', length - 3)
  )
}
