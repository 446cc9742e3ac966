import { ask } from './server.mjs'
import { median } from './table.mjs'

const dayMs = 86_400_000

/** Each question for several week ends: first fresh, when nothing remembers the answer, then the same ones again. */
export async function freshAndAgain(server, path, days) {
  const passes = []
  for (let pass = 0; pass < 2; pass++) {
    const ms = []
    for (const day of days) ms.push(await timed(server, path(day)))
    passes.push(median(ms))
  }
  return { fresh: passes[0], again: passes[1] }
}

/** Milliseconds until a question is answered whole. */
export async function timed(server, path) {
  const beganMs = performance.now()
  await (await ask(server, path)).arrayBuffer()
  return performance.now() - beganMs
}

/** Sundays, the newest first. */
export function lastSundays(count) {
  const today = new Date()
  const last = today.getTime() - (today.getUTCDay() || 7) * dayMs
  return Array.from({ length: count }, (_, week) => new Date(last - week * 7 * dayMs).toISOString().slice(0, 10))
}
