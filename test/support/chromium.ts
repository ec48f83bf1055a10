import {existsSync} from 'node:fs'
import type {Context} from 'mocha'
import {type Browser, chromium, type Page} from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** A desktop's window, and a phone's. */
export const windows = {desktop: {width: 1280, height: 800}, phone: {width: 360, height: 740}}

/**
 * Launches the real Chromium. Where there is none the test is skipped with a sentence that says how to get it; in CI,
 * where nobody would read that sentence, it fails.
 */
export async function launchChromium(test: Context): Promise<Browser> {
  if (!existsSync(executablePath)) {
    const remedy = `${executablePath} is missing: apt-get install chromium, or set CHROMIUM to a browser's path`
    if (process.env.CI) throw new Error(remedy)
    console.warn(`      ${remedy}`)
    test.skip()
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

/** What somebody with a keyboard and nothing else does: types into what has the focus, and moves it by Tab. */
export async function type(page: Page, ...texts: string[]): Promise<void> {
  await page.locator('input:focus').waitFor()
  for (const [at, text] of texts.entries()) {
    if (at > 0) await page.keyboard.press('Tab')
    await page.keyboard.type(text)
  }
  await page.keyboard.press('Enter')
}

/** Tabs to a button and presses it. Fails when the keyboard does not lead there. */
export async function press(page: Page, name: string): Promise<void> {
  const focused = page.locator('button:focus').filter({hasText: name})
  for (let tabs = 0; tabs < 10; tabs++) {
    await page.keyboard.press('Tab')
    if ((await focused.count()) > 0) return page.keyboard.press('Enter')
  }
  throw new Error(`no Tab leads to the button ${name}`)
}
