/**
 * What is wrong with a profile's name, as the end of a sentence; undefined when nothing is. Names become parts of file
 * names and keyring accounts, on every platform, so they cannot climb out of a folder or name a Windows device.
 */
export function wrongName(name: string): string | undefined {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name))
    return 'must start with a letter or digit, followed by at most 63 letters, digits, dots, dashes and underscores'
  if (/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)) return 'is reserved by Windows'
  if (name.endsWith('.')) return 'must not end with a dot'
  return undefined
}
