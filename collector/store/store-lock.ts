import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { insertRows } from './insert-rows.ts'
import type { Store } from './open-store.ts'
import { command, queryRows } from './query.ts'

/** Throws when the lease could have run out, so that no statement is sent without it. */
export type HeldCheck = () => void

/** The lease ran out while the action went on; another process may hold the lock by now. */
class LeaseLost extends Error {
  override name = 'LeaseLost'
}

const waitMsMax = 600_000

// Without Keeper there is no compare-and-set, so: insert a claim, then read. Whoever reads only its own holds the lock,
// because every later claim sees it; of claims that see each other all but the least give way. A claim lives by
// heartbeats on the server's clock, so a dead holder is forgotten.

/** Runs the action while no other process does; one that loses its lease half-way is begun anew under another. */
export async function withStoreLock<Result>(
  store: Store,
  action: (checkHeld: HeldCheck) => Promise<Result>,
  { leaseMs = 10_000 }: { leaseMs?: number } = {},
): Promise<Result> {
  await command(store.writer, createClaims)
  for (const deadline = performance.now() + waitMsMax; ; ) {
    try {
      return await hold(store, action, leaseMs)
    } catch (error) {
      // A machine that stood still for seconds is no reason to fail: the action looks first what is done already.
      if (!(error instanceof LeaseLost) || performance.now() > deadline) throw error
    }
  }
}

async function hold<Result>(
  store: Store,
  action: (checkHeld: HeldCheck) => Promise<Result>,
  leaseMs: number,
): Promise<Result> {
  const { claim, beatAtMs } = await acquire(store, leaseMs)
  const heart = startHeart(store, claim, beatAtMs, leaseMs)
  try {
    return await action(heart.check)
  } finally {
    await heart.stop()
    // A claim that could not be given back runs out by itself.
    await beat(store, claim, 1).catch(() => undefined)
  }
}

const createClaims = `CREATE TABLE IF NOT EXISTS store_claims (
  claim UUID COMMENT 'one attempt to hold the lock of migrations and views',
  released UInt8 COMMENT '1 when the holder gave it back',
  beat_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'heartbeat, on the clock of the server'
) ENGINE = MergeTree ORDER BY (claim, beat_at) TTL toDateTime(beat_at) + INTERVAL 1 DAY`

async function acquire(store: Store, leaseMs: number): Promise<{ claim: string; beatAtMs: number }> {
  const deadline = performance.now() + waitMsMax
  let claim: string | undefined
  while (performance.now() < deadline) {
    claim ??= randomUUID()
    const beatAtMs = performance.now()
    await beat(store, claim, 0)
    const living = await livingClaims(store, leaseMs)
    const least = living.filter((other) => other !== claim).sort()[0]
    if (least === undefined && living.includes(claim)) return { claim, beatAtMs }
    if (least !== undefined && least < claim) {
      await beat(store, claim, 1)
      claim = undefined
    }
    await delay(50 + Math.random() * 150)
  }
  throw new Error('Another process has been preparing this database for ten minutes. Nothing was changed by this one.')
}

function startHeart(store: Store, claim: string, firstBeatAtMs: number, leaseMs: number) {
  let beatAtMs = firstBeatAtMs
  let beating: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    const sentAtMs = performance.now()
    beating = beat(store, claim, 0).then(
      () => {
        beatAtMs = sentAtMs
      },
      // A missed beat only ages the lease; the check below is what acts on it.
      () => undefined,
    )
  }, leaseMs / 5)
  return {
    check: (): void => {
      if (performance.now() - beatAtMs < leaseMs * 0.7) return
      throw new LeaseLost(
        'The lock on the database was lost half-way. What was done is recorded; start again to finish.',
      )
    },
    stop: (): Promise<void> => {
      clearInterval(timer)
      return beating
    },
  }
}

function beat(store: Store, claim: string, released: 0 | 1): Promise<void> {
  return insertRows(store.writer, 'store_claims', [{ claim, released }])
}

async function livingClaims(store: Store, leaseMs: number): Promise<string[]> {
  const rows = await queryRows(
    store.writer,
    `SELECT toString(claim) AS claim FROM store_claims GROUP BY claim
     HAVING max(released) = 0 AND max(beat_at) > now64(3, 'UTC') - toIntervalMillisecond({lease_ms:UInt32})`,
    { lease_ms: leaseMs },
  )
  return rows.map((row) => String(row.claim))
}
