import { findChromium } from './find-chromium.mjs'

/** Program of the browser that tests drive. */
export function chromiumPath(): string {
  const found = findChromium()
  if (found !== undefined) return found
  throw new Error(
    'No Chromium was found. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its program.',
  )
}

/** For a container without a sandbox or a display, and silent towards the network. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
