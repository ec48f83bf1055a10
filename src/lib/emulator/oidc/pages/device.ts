import {html} from './html.ts'
import type {Page} from './layout.ts'
import {field} from './sign-in.ts'

/** Where a form of the device flow is posted, and the engine's proof that it came from its page. */
export interface DeviceForm {
  readonly action: string
  readonly xsrf: string
}

/** Step one: the code that the other device shows. */
export function deviceCodePage(
  {action, xsrf}: DeviceForm,
  {code = '', problem}: {code?: string | undefined; problem?: string | undefined},
): Page {
  return {
    title: 'Connect a device',
    body: html`<h1>Connect a device</h1>
<p class="lead">Enter the code that your device or terminal shows.</p>
${problem !== undefined && html`<div class="notice bad" role="alert" id="problem"><p>${problem}</p></div>`}
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
${field('user_code', 'Code', {
  value: code,
  autocomplete: 'off',
  code: true,
  focus: true,
  invalid: problem !== undefined,
  hint: 'Eight letters. Dashes and case do not matter.',
})}
<button>Continue</button>
</form>`,
  }
}

/**
 * Step two: comparing is what keeps a stranger's code out. Nothing has the focus, so that a second Enter after the first
 * does not skip it.
 */
export function deviceConfirmPage(
  {action, xsrf}: DeviceForm,
  {code, client, scopes}: {code: string; client: string; scopes: readonly {name: string; meaning: string}[]},
): Page {
  return {
    title: 'Is this your device?',
    body: html`<h1>Is this your device?</h1>
<p class="lead"><strong>${client}</strong> wants to sign in. Go on only if you started this yourself, and your device shows exactly this code:</p>
<span class="show-code">${code}</span>
${scopes.length > 0 && html`<p class="lead">It will be able to:</p><ul>${scopes.map(({name, meaning}) => html`<li>${meaning}<code>${name}</code></li>`)}</ul>`}
<form method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<input type="hidden" name="user_code" value="${code}">
<button name="confirm" value="yes">The codes match, continue</button>
<button class="quiet" name="abort" value="yes">Cancel</button>
</form>`,
  }
}

/** The end: the other device goes on by itself. */
export function deviceDonePage(client: string): Page {
  return {
    title: 'Device connected',
    body: html`<h1>You are signed in</h1>
<div class="notice good" role="status"><p><strong>${client}</strong> is connected. Go back to your device; it continues by itself.</p></div>
<p class="hint">You can close this page.</p>`,
  }
}

/** The end, if somebody cancelled. */
export function deviceCancelledPage(): Page {
  return {
    title: 'Cancelled',
    body: html`<h1>Cancelled</h1>
<div class="notice good" role="status"><p>The device was not connected. It has been told so.</p></div>
<p class="hint">You can close this page.</p>`,
  }
}
