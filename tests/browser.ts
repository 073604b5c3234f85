/** Chromium for the page's tests: the system's own, driven over loopback. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const executable = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place))

/** Whether page tests can run here. Without Chromium it says so, and how to get it; in CI that is a failure. */
export function hasBrowser(): boolean {
  if (executable && existsSync(executable)) return true
  const sentence = 'Chromium is not installed, so the tests of the page did not run: apt-get install chromium'
  if (process.env.CI === 'true') throw new Error(sentence)
  process.stderr.write(`${sentence}\n`)
  return false
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(executable && { executablePath: executable }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
