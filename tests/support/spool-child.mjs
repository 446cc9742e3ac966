import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

// Runs the built spool in a process of its own, which a test may kill, starve or give a failing disk.
const { root, work, ...options } = JSON.parse(process.argv[2])
const { openSpool } = await import(join(root, 'dist/collector/ingest/spool/open-spool.js'))
const say = (line) => writeSync(1, `${JSON.stringify(line)}\n`)
const log = { info: () => {}, warn: (_, note) => say({ note }), error: () => {} }

const works = { append, hold, starve, starveFirst, persist }
await works[work.name]()

async function open() {
  const spool = await openSpool({ ...options, log, onFatal: (error) => say({ fatal: error.message }) })
  say({ opened: statusOf(spool) })
  return spool
}

/** Appends from several places at once until `count` are answered. */
async function append() {
  const spool = await open()
  let next = 0
  const one = async () => {
    while (next < work.count) {
      const text = `${work.run}-${next++} ${'x'.repeat(work.bytes)}`
      say({ acked: await spool.append(Buffer.from(text)), text })
    }
  }
  await Promise.all(Array.from({ length: 8 }, one))
  await spool.close()
}

/** Goes on appending one by one for a while, whatever the answers are. */
async function persist() {
  const spool = await open()
  for (let tried = 0; tried < work.count; tried++) {
    const text = `${work.run}-${tried}`
    await spool.append(Buffer.from(text)).then(
      (acked) => say({ acked, text }),
      (error) => say({ refused: error.code, reason: error.message, text }),
    )
    await wait(20)
  }
  say({ status: statusOf(spool) })
  // A failed one cannot be closed any more.
  process.exit()
}

async function hold() {
  try {
    const spool = await open()
    process.stdin.resume().on('end', () => void spool.close())
  } catch (error) {
    say({ refusedToOpen: error.message })
    process.exitCode = 1
  }
}

/** Nothing is refused: told as null, because JSON leaves out what is undefined. */
function statusOf(spool) {
  return { ...spool.status(), refusing: spool.status().refusing ?? null }
}

/** Takes all file handles after the opening, then gives them back. */
async function starve() {
  const spool = await open()
  const handles = takeHandles()
  const startedAt = performance.now()
  const cpuBefore = process.cpuUsage()
  while (performance.now() - startedAt < 1500) {
    await spool.append(Buffer.alloc(work.bytes)).catch((error) => say({ refused: error.code, reason: error.message }))
    await wait(50)
  }
  const cpu = process.cpuUsage(cpuBefore)
  say({ cpuMs: (cpu.user + cpu.system) / 1000 })
  for (const handle of handles) closeSync(handle)
  while (!(await spool.append(Buffer.from('after')).catch(passes))) await wait(50)
  say({ status: statusOf(spool) })
  await spool.close()
}

/** A refusal that passes; anything else ends the process. */
function passes(error) {
  if (error.code !== 'disk_low') throw error
  return false
}

/** Takes all file handles but a few before the opening. */
async function starveFirst() {
  const handles = takeHandles()
  for (const handle of handles.splice(0, work.left)) closeSync(handle)
  await hold()
}

function takeHandles() {
  const handles = []
  try {
    for (;;) handles.push(openSync('/dev/null', 'r'))
  } catch {
    return handles
  }
}
