import type {Environment} from '../world.ts'

/** Variables that carry a secret of ours: no program we start has any business with them. */
const secret = /^AUTHCTL_(\w+_)?(SECRET|PASSWORD|PASSPHRASE|TOKEN|CODE|ANSWER)$/

/** The variables of this process. Those that carry secrets are taken out of what child processes inherit. */
export function takeEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const own = {...variables}
  for (const name of Object.keys(own)) if (secret.test(name)) delete variables[name]
  return own
}

/** The same variables as another program may see them. */
export function withoutSecrets(env: Environment): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secret.test(name)))
}
