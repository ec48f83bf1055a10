/** The environment variable that stands for a flag: `--client-id` is AUTHCTL_CLIENT_ID. */
export function environmentName(flag: string): string {
  return `AUTHCTL_${flag.toUpperCase().replaceAll('-', '_')}`
}

/** Whether an environment variable turns its switch on; "", "0", "false" and "no" do not. */
export function switchedOn(value: string | undefined): boolean {
  return value !== undefined && !/^(|0|false|no)$/i.test(value)
}
