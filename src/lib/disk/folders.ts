import {mkdirSync, statSync} from 'node:fs'
import {dirname} from 'node:path'

/**
 * Makes a folder and what is missing above it, 0700. Node's own way never ends where a file system answers that there is
 * no such thing to a folder that may not be made, as /proc does.
 * @throws the system's error when it cannot be made; a folder that is there already is content
 */
export function makeFolders(path: string): void {
  try {
    mkdirSync(path, {mode: 0o700})
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException
    const above = dirname(path)
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || above === path || statSync(above, {throwIfNoEntry: false})) throw error
    makeFolders(above)
    // Another process may have been quicker.
    if (!statSync(path, {throwIfNoEntry: false})) mkdirSync(path, {mode: 0o700})
  }
}
