import {html} from './html.ts'
import type {Page} from './layout.ts'

/** What people can do about the refusals they may meet in a browser. */
const advice: Record<string, string> = {
  redirect_mismatch:
    'The address to return to is not registered for this app client. The stack’s log names it, and those that are.',
  invalid_client: 'No app client has this id. Check the client id of the program that sent you here.',
  unexpected_answer:
    'This answer of an identity provider belongs to no sign-in under way: it came too late, for the second time, or uncalled. Start again where you came from.',
  invalid_saml_request: 'This identity provider answers requests of the local stack’s user pools only.',
  session_expired: 'This page was open for too long, or belongs to another browser. Start again where you came from.',
}

/** A dead end, explained: nobody is sent anywhere from here. */
export function refusalPage(error: string, description?: string, clientId?: string): Page {
  return {
    status: 400,
    title: 'That did not work',
    body: html`<h1>That did not work</h1>
<div class="notice bad" role="alert"><p>${advice[error] ?? sentence(description ?? 'The request was refused.')}</p></div>
<dl><dt>Error</dt><dd><code>${error}</code></dd>${
      clientId !== undefined && html`<dt>App client</dt><dd><code>${clientId}</code></dd>`
    }</dl>
<p class="lead">You can close this page.</p>`,
  }
}

/** OpenID Connect RP-Initiated Logout: the person decides, since any page could have sent them here. */
export function signOutPage({action, xsrf, leadsTo}: {action: string; xsrf: string; leadsTo?: string}): Page {
  return {
    title: 'Sign out?',
    ...(leadsTo !== undefined && {leadsTo}),
    body: html`<h1>Sign out?</h1>
<p class="lead">This ends your session in this browser.</p>
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<button name="logout" value="yes" autofocus>Sign out</button>
<button class="quiet">Stay signed in</button>
</form>`,
  }
}

/** After `/logout`, where no address to go on to was asked for. */
export function signedOutPage(): Page {
  return {
    title: 'Signed out',
    body: html`<h1>You are signed out</h1>
<div class="notice good" role="status"><p>This browser’s session has ended. You can close this page.</p></div>`,
  }
}

function sentence(words: string): string {
  const text = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
