import {Failure} from '../failure.ts'

/** What the system says, in words; by its code, because its own sentences repeat the path and the call. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would grow too large',
  EROFS: 'the file system is read-only',
  ELOOP: 'it is a symbolic link',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EIO: 'the disk failed',
  ENXIO: 'it is no regular file',
}

/** A system error about `path` as a Failure `storage_failed`; anything else is passed on as it is. */
export function diskTrouble(error: unknown, path: string, attempt: 'read' | 'written' | 'removed' | 'locked'): unknown {
  if (error instanceof Failure || codeOf(error) === undefined) return error
  return new Failure('storage_failed', `${path} could not be ${attempt}: ${reasonOf(error)}.`, {cause: error})
}

/** Why the system refused, as the end of a sentence. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? 'unknown error'
  return reasons[code] ?? code
}

/** The system's name of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code
}
