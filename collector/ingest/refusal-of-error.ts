import { StoreDown } from '../store/store-down.ts'
import { SpoolRefusal, type SpoolRefusalCode } from './spool/spool.ts'
import { notNow, WireRefusal } from './wire-refusal.ts'

const spoolAnswers: Record<SpoolRefusalCode, { code: string; retryAfterS: number }> = {
  full: { code: 'spool_full', retryAfterS: 5 },
  disk_low: { code: 'disk_low', retryAfterS: 10 },
  stopping: { code: 'stopping', retryAfterS: 2 },
  failing: { code: 'spool_failing', retryAfterS: 10 },
}

/** What a sender is told. Whatever went wrong here may pass, so it keeps its events: 503, nothing was kept. */
export function refusalOfError(error: unknown): WireRefusal {
  if (error instanceof WireRefusal) return error
  if (error instanceof SpoolRefusal) {
    const { code, retryAfterS } = spoolAnswers[error.code]
    return notNow(`${error.message} Nothing was kept; send it again.`, retryAfterS, code)
  }
  const retryAfterS = error instanceof StoreDown ? 2 : 10
  return notNow('The events cannot be stored right now. Nothing was kept; send them again.', retryAfterS)
}
