/** The look of every page: system fonts, one accent, light and dark, one column that fits a phone. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #eef1f6; --card: #fff; --ink: #161b26; --soft: #566074; --line: #c9d0dc; --field: #fff;
  --accent: #2f4fd0; --accent-deep: #243fae; --on-accent: #fff; --focus: #b35c00;
  --bad: #a3122a; --bad-ground: #fdecef; --good: #11693f; --good-ground: #e6f5ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f131b; --card: #1a202c; --ink: #edf0f6; --soft: #a6b0c2; --line: #3d475a; --field: #121722;
    --accent: #8da6ff; --accent-deep: #a9bcff; --on-accent: #10162a; --focus: #ffc23d;
    --bad: #ffb3bf; --bad-ground: #3b1720; --good: #9fe3bd; --good-ground: #12301f;
  }
}
*, *::before, *::after { box-sizing: border-box }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; grid-template-rows: 1fr auto; justify-items: center;
  background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
main {
  align-self: center; width: min(26rem, 100% - 2rem); margin: 1rem 0; padding: 2rem;
  background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  box-shadow: 0 1px 2px #0001, 0 12px 32px -12px #0003;
}
.brand { display: flex; align-items: center; gap: .6rem; margin: 0 0 1.5rem; font-weight: 600; letter-spacing: .01em }
.brand svg { width: 1.75rem; height: 1.75rem; flex: none; color: var(--accent) }
.brand small { margin-left: auto; font-weight: 400; font-size: .8125rem; color: var(--soft) }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; overflow-wrap: anywhere }
p { margin: 0 0 1rem }
main > :last-child { margin-bottom: 0 }
.lead { color: var(--soft); overflow-wrap: anywhere }
.lead strong { color: var(--ink) }
label { display: block; margin: 1rem 0 .375rem; font-weight: 600; font-size: .9375rem }
.hint { margin: .5rem 0 0; font-size: .875rem; color: var(--soft) }
input:not([type=hidden]) {
  width: 100%; padding: .65rem .75rem; font: inherit; color: inherit; background: var(--field);
  border: 1px solid var(--soft); border-radius: 8px;
}
input[aria-invalid=true] { border-color: var(--bad); border-width: 2px }
input.code {
  font: 600 1.375rem/1.3 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  letter-spacing: .14em; text-align: center; text-transform: uppercase;
}
button, a.button {
  display: block; width: 100%; margin-top: 1.5rem; padding: .7rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid transparent; border-radius: 8px;
}
a.button { text-align: center; text-decoration: none }
:is(button, a.button):hover { background: var(--accent-deep) }
button.quiet, a.button { margin-top: .75rem; color: var(--ink); background: transparent; border-color: var(--soft) }
button.quiet:hover, a.button:hover { background: var(--ground) }
:is(input, button, a, [tabindex]):focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.notice { margin: 1rem 0; padding: .75rem .875rem; border-left: 4px solid; border-radius: 8px; overflow-wrap: anywhere }
.notice:focus { outline-offset: 2px }
.notice p { margin: 0 }
.bad { color: var(--bad); background: var(--bad-ground) }
.good { color: var(--good); background: var(--good-ground) }
.show-code {
  display: block; margin: 1rem 0; padding: .75rem; text-align: center; border: 2px dashed var(--line); border-radius: 10px;
  font: 700 clamp(1.5rem, 8vw, 2rem)/1.2 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: .1em;
}
ul { margin: -.25rem 0 0; padding: 0; list-style: none }
li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere }
li:last-child { border-bottom: 0 }
li code { display: block; color: var(--soft) }
code { font: .875rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere }
dl { margin: 1rem 0; font-size: .9375rem }
dt { color: var(--soft); font-size: .8125rem }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere }
footer { width: min(26rem, 100% - 2rem); padding: 0 0 1rem; font-size: .8125rem; color: var(--soft); text-align: center }
@media (max-width: 30rem) {
  main { padding: 1.5rem 1.25rem; align-self: start }
}
@media (forced-colors: active) {
  main, button, a.button { border: 1px solid }
}
`
