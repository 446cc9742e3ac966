import { closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'

const pollMs = 100
const forgottenAfterMs = 600_000

/** Waits until this process alone may build; answers the function that gives the lock back. */
export async function holdBuildLock(file, say) {
  let told = false
  while (!tryLock(file)) {
    if (isForgotten(file)) {
      rmSync(file, { force: true })
      continue
    }
    if (!told) say('Waiting for another process that is building')
    told = true
    await delay(pollMs)
  }
  return () => rmSync(file, { force: true })
}

function tryLock(file) {
  try {
    const handle = openSync(file, 'wx')
    writeSync(handle, JSON.stringify({ pid: process.pid, host: hostname() }))
    closeSync(handle)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** A lock whose holder died, or that is too old to be a build. */
function isForgotten(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > forgottenAfterMs) return true
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8'))
    return host === hostname() && !isAlive(pid)
  } catch {
    return false // Just given back, or not yet written: look again.
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
