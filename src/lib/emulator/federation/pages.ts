import {html} from '../oidc/pages/html.ts'
import type {Page} from '../oidc/pages/layout.ts'

/** What the person carries from the identity provider back to the pool (saml-bindings-2.0-os, 3.5). */
export function handOverPage(
  to: string,
  fields: Readonly<Record<string, string>>,
  done: {readonly title: string; readonly next: string},
): Page {
  return {
    title: done.title,
    leadsAnywhere: true,
    body: html`<h1>${done.title} at Acme</h1>
<p class="lead">Continue to hand <strong>${new URL(to).host}</strong> a signed statement ${done.next}.</p>
<form method="post" action="${to}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button autofocus>Continue</button>
</form>`,
  }
}
