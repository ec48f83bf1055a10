import {Chalk} from 'chalk'

/** Always styles; whoever writes to a stream without colour passes the text through `plain` first. */
export const paint = new Chalk({level: 1})
