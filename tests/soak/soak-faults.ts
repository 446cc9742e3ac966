import { setTimeout as delay } from 'node:timers/promises'
import type { EventDriver } from '../support/event-driver.ts'
import type { FaultBench } from '../support/fault-bench.ts'
import { answerPlaces, requestPlaces } from '../support/http-places.ts'
import type { Dice } from '../support/oracle/random/dice.ts'
import type { ProxyFault } from '../support/tcp-proxy.ts'

/** What a fault works on. */
export type Soaked = { bench: FaultBench; driver: EventDriver; dice: Dice }

type Fault = (soaked: Soaked) => Promise<void>

const points = [
  ...['spool.before_write', 'spool.written', 'spool.synced', 'spool.answered', 'sink.acked', 'recover.cut'],
  ...['recover.opened', 'flush.looked_up', 'flush.plan_aside', 'flush.planned', 'flush.part_sent', 'flush.sent'],
  ...['flush.checkpoint_aside', 'flush.checkpointed'],
] as const

/** Faults by name. */
export const faults: Record<string, Fault> = {
  'collector killed': killCollector,
  'collector killed in its start': killInStart,
  'collector killed at a point': killAtPoint,
  'collector stopped and started': restart,
  'collector frozen': freeze,
  'engine killed': killEngine,
  'engine down for long': keepEngineDown,
  'proxy in between': disturb,
  'quota used up': useUpQuota,
  'reports asked': askReports,
}

async function killCollector({ bench: { collector }, driver, dice }: Soaked): Promise<void> {
  await delay(dice.int(0, 1_500))
  await collector.kill()
  await collector.start()
  await driver.ackedMore(1)
}

async function killInStart({ bench: { collector }, dice }: Soaked): Promise<void> {
  await collector.kill()
  collector.launch()
  await delay(dice.int(0, 2_000))
  await collector.kill()
  await collector.start()
}

async function killAtPoint({ bench: { collector }, dice }: Soaked): Promise<void> {
  await collector.kill()
  collector.launch({ TAKEHOLD_FAIL_POINT: `${dice.pick(points)}:${dice.int(1, 3)}` })
  // A point may be passed too seldom to be reached soon.
  await Promise.race([collector.ended(), delay(15_000)])
  await collector.kill()
  await collector.start()
}

async function restart({ bench: { collector } }: Soaked): Promise<void> {
  const code = await collector.stop()
  if (code !== 0) throw new Error(`SIGTERM ended it with ${code}: ${collector.words()}`)
  await collector.start()
}

async function freeze({ bench: { collector }, dice }: Soaked): Promise<void> {
  collector.signal('SIGSTOP')
  await delay(dice.int(50, 4_000))
  collector.signal('SIGCONT')
}

async function killEngine({ bench: { engine }, dice }: Soaked): Promise<void> {
  await delay(dice.int(0, 1_500))
  await engine.kill()
  await engine.start()
}

async function keepEngineDown({ bench: { engine, collector }, driver, dice }: Soaked): Promise<void> {
  await engine.kill()
  await driver.ackedMore(dice.int(1, 500))
  if (dice.chance(0.3)) {
    await collector.kill()
    collector.launch()
  }
  await delay(dice.int(0, 8_000))
  await engine.start()
  if (!(await collector.greeted())) await collector.start()
}

async function disturb({ bench: { proxy }, driver, dice }: Soaked): Promise<void> {
  const fault = dice.pick<ProxyFault>([
    { kind: 'refuse' },
    { kind: 'answer_lost' },
    { kind: 'half_open' },
    { kind: 'cut', place: dice.pick(requestPlaces) },
    { kind: 'cut', place: dice.pick(answerPlaces) },
    { kind: 'slow', bytesPerSecond: dice.int(5_000, 200_000) },
    { kind: 'reset_idle', afterMs: dice.int(1, 200) },
  ])
  // What only inserts meet strikes more of them.
  const most = dice.int(0, 2)
  proxy.set(fault, { skip: () => dice.int(0, most), ...(dice.chance(0.5) ? { only: /INSERT/i } : {}) })
  await delay(dice.int(200, 5_000))
  proxy.set({ kind: 'pass' })
  await driver.ackedMore(1)
}

async function useUpQuota({ bench: { collector, proxy }, driver }: Soaked): Promise<void> {
  await collector.stop()
  await collector.start({ SPOOL_BYTES_MAX: '1048576' })
  proxy.set({ kind: 'refuse' })
  const before = driver.refusals.get(503) ?? 0
  for (const until = Date.now() + 60_000; Date.now() < until; await delay(50)) {
    if ((driver.refusals.get(503) ?? 0) > before + 3) break
  }
  proxy.set({ kind: 'pass' })
  await driver.ackedMore(1)
}

async function askReports({ bench: { collector } }: Soaked): Promise<void> {
  const paths = ['/api/measures/adoption?by=department', '/api/measures/coverage', '/api/people', '/api/sources']
  await Promise.all(paths.map((path) => collector.json(path)))
}
