/**
 * A name of the API as our answers spell it: lower camel case, with acronyms as words. `CallbackURLs` is `callbackUrls`,
 * `AllowedOAuthFlows` stays `allowedOAuthFlows`.
 */
export function answerName(name: string): string {
  const worded = name.replace(/[A-Z]{2,}(?=[A-Z][a-z]|s?$)/g, run => run.charAt(0) + run.slice(1).toLowerCase())
  return worded.charAt(0).toLowerCase() + worded.slice(1)
}
