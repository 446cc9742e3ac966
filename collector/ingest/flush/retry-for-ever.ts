import type { Bell } from './bell.ts'
import { classifyFailure, type Failure } from './error-class.ts'
import type { FlushLimits } from './limits.ts'

/** The flusher was told to end while something waited for the store. */
export class FlusherEnds extends Error {
  override name = 'FlusherEnds'
}

export type RetryDeps = {
  limits: Pick<FlushLimits, 'pauseMsMin' | 'pauseMsMax'>
  /** Instant at which to give up, epoch milliseconds; undefined while nobody wants the end. */
  endsAt(): number | undefined
  /** Rung when the end was asked for. */
  bell: Bell
  onFailure(failure: Failure, error: unknown): void
}

/** Tries until it works: a store that is away, overloaded or broken is asked again, each time later. */
export async function retryForEver<Answer>(attempt: () => Promise<Answer>, deps: RetryDeps): Promise<Answer> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt()
    } catch (error) {
      deps.onFailure(classifyFailure(error), error)
    }
    await pause(pauseMs(failures, deps.limits), deps)
  }
}

/** A pause that doubles, with jitter, so that many who wait do not all come at once. */
export function pauseMs(failures: number, { pauseMsMin, pauseMsMax }: RetryDeps['limits'], dice = Math.random): number {
  const longest = Math.min(pauseMsMax, pauseMsMin * 2 ** Math.min(failures, 20))
  return Math.max(pauseMsMin, longest * (0.5 + dice() / 2))
}

async function pause(waitMs: number, { endsAt, bell }: RetryDeps): Promise<void> {
  const until = Date.now() + waitMs
  for (;;) {
    const end = endsAt()
    if (end !== undefined && until > end) throw new FlusherEnds('The flusher ends before the store came back.')
    const leftMs = until - Date.now()
    if (leftMs <= 0) return
    await bell.wait(leftMs)
  }
}
