import {paint} from './paint.ts'

/** That events are listened for now. */
export function startedText(again: boolean): string {
  return paint.dim(again ? 'Listening again; what happened in between was not heard.' : 'Listening; Ctrl-C ends it.')
}

/** That the connection is gone and another one is on its way. */
export function lostText(inMs: number): string {
  return `${paint.yellow('The connection was lost;')} another one is opened in ${(inMs / 1000).toFixed(1)} s.`
}
