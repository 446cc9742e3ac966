import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findChromium } from './find-chromium.mjs'

/** Whether the browser tests can run; as root on Debian an absent browser is installed. */
export function ensureChromium() {
  if (findChromium() !== undefined) return true
  if (!process.env.CHROMIUM_PATH && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) install()
  if (findChromium() !== undefined) return true
  process.stdout.write(
    'No Chromium was found, so the browser tests cannot run: install one (Debian: apt-get install chromium) ' +
      'or set CHROMIUM_PATH to its program.\n',
  )
  return false
}

function install() {
  process.stdout.write('Installing Chromium for the browser tests …\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
    if (status !== 0) return
  }
}
