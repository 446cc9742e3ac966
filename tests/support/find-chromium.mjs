import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The browser named by CHROMIUM_PATH, else the first one in a usual place; undefined where there is none. */
export function findChromium(environment = process.env) {
  const { CHROMIUM_PATH: named, PATH: folders = '' } = environment
  // A path that was named and is wrong must not be replaced by another browser in silence.
  if (named) return isProgram(named) ? named : undefined
  const onPath = folders.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  return [...onPath, ...usualPlaces].find(isProgram)
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // Absent, or not ours to run.
  }
}
