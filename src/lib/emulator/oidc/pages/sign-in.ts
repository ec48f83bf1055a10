import {type Html, html} from './html.ts'
import type {Page} from './layout.ts'

/** What every form of a visit carries. */
export interface Form {
  /** Path and query it is posted to: the page's own. */
  readonly action: string
  /** Proves that the form came from the page of this visit. */
  readonly token: string
  /** Where the browser goes on to in the end. */
  readonly leadsTo?: string
  /** What was wrong with the last try. */
  readonly problem?: string
}

/** Other ways in than the name and password that are asked for here. */
export interface Ways {
  /** Whether there are people who sign in here by password. */
  readonly password: boolean
  readonly providers: readonly {readonly name: string; readonly href: string}[]
  /** At a provider for others, who send people on to where it cannot know. */
  readonly leadsAnywhere?: boolean
}

/** Username and password, and the client's other providers beneath. */
export function signInPage(
  form: Form,
  {client, username = '', ways}: {client: string; username?: string; ways?: Ways | undefined},
): Page {
  const lead = html`<p class="lead">to continue to <strong>${client}</strong></p>`
  const links = (ways?.providers ?? []).map(
    ({name, href}) => html`<a class="button" href="${href}">Continue with ${name}</a>`,
  )
  if (ways?.password === false) return {title: 'Sign in', body: html`<h1>Sign in</h1>${lead}${links}`}
  const {body, ...asked} = passwordPage(form, lead, username)
  return {...asked, body: html`${body}${links}`, ...(ways?.leadsAnywhere && {leadsAnywhere: true})}
}

function passwordPage(form: Form, lead: Html, username: string): Page {
  return page(
    form,
    'Sign in',
    lead,
    html`${field('username', 'Username', {
      value: username,
      autocomplete: 'username',
      focus: username === '',
      invalid: form.problem !== undefined,
    })}
${field('password', 'Password', {
  type: 'password',
  autocomplete: 'current-password',
  focus: username !== '',
  invalid: form.problem !== undefined,
})}
${step('password')}
<button>Sign in</button>`,
  )
}

/** After a temporary password. `missing` are attributes the pool requires and the user lacks. */
export function newPasswordPage(form: Form, {username, missing}: {username: string; missing: readonly string[]}): Page {
  return page(
    form,
    'Choose a new password',
    html`<p class="lead">The password of <strong>${username}</strong> was temporary. Choose one only you know.</p>`,
    html`<input type="text" autocomplete="username" value="${username}" readonly hidden>
${missing.map(name => field(`attribute.${name}`, labelOf(name), {autocomplete: 'on'}))}
${field('new_password', 'New password', {
  type: 'password',
  autocomplete: 'new-password',
  focus: true,
  invalid: form.problem !== undefined,
})}
${field('repeated', 'New password, once more', {type: 'password', autocomplete: 'new-password'})}
${step('new_password')}
<button>Set password and sign in</button>`,
  )
}

/** The six digits of an authenticator app, or of a message. */
export function oneTimeCodePage(form: Form, {username, sentTo}: {username: string; sentTo?: string | undefined}): Page {
  return page(
    form,
    'Enter your code',
    sentTo === undefined
      ? html`<p class="lead">Open your authenticator app for <strong>${username}</strong>. It shows six digits.</p>`
      : html`<p class="lead">Six digits were sent to <strong>${sentTo}</strong>.</p>`,
    html`${field('code', 'Code', {
      autocomplete: 'one-time-code',
      code: true,
      numeric: true,
      focus: true,
      invalid: form.problem !== undefined,
    })}
${step('code')}
<button>Continue</button>`,
  )
}

/** What a client asks for, to be allowed or not. */
export function consentPage(
  form: Form,
  {client, username, scopes}: {client: string; username: string; scopes: readonly {name: string; meaning: string}[]},
): Page {
  return page(
    form,
    `Allow ${client}?`,
    html`<p class="lead">Signed in as <strong>${username}</strong>. <strong>${client}</strong> asks to:</p>`,
    html`<ul>${scopes.map(({name, meaning}) => html`<li>${meaning}<code>${name}</code></li>`)}</ul>
${step('consent')}
<button name="decision" value="allow">Allow</button>
<button class="quiet" name="decision" value="deny">Deny</button>`,
  )
}

function page({action, token, problem, leadsTo}: Form, title: string, lead: Html, fields: Html): Page {
  return {
    title,
    ...(leadsTo !== undefined && {leadsTo}),
    body: html`<h1>${title}</h1>
${lead}
${problem !== undefined && html`<div class="notice bad" role="alert" id="problem"><p>${problem}</p></div>`}
<form method="post" action="${action}">
<input type="hidden" name="token" value="${token}">
${fields}
</form>`,
  }
}

function step(name: string): Html {
  return html`<input type="hidden" name="step" value="${name}">`
}

export interface FieldOptions {
  readonly type?: string
  readonly value?: string
  readonly autocomplete: string
  readonly focus?: boolean
  readonly invalid?: boolean
  /** Large and spaced: to be compared with what another screen shows. */
  readonly code?: boolean
  readonly numeric?: boolean
  readonly hint?: string
}

/** A labelled input; wrong ones point at the summary of what was wrong. */
export function field(name: string, label: string, options: FieldOptions): Html {
  const {type = 'text', value = '', autocomplete, focus, invalid, numeric, code, hint} = options
  const described = [invalid && 'problem', hint !== undefined && `${name}-hint`].filter(Boolean).join(' ')
  return html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required${
    numeric && html` inputmode="numeric" pattern="[0-9 ]*"`
  }${code && html` class="code"`}${described !== '' && html` aria-describedby="${described}"`}${invalid && html` aria-invalid="true"`}${
    focus && html` autofocus`
  }>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}`
}

function labelOf(attribute: string): string {
  const words = attribute.replace(/^custom:/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
