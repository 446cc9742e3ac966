import { type Finding, finding, tenths } from './finding.ts'
import { type EntryLag, type Shown, shown } from './measure-answer.ts'

const hoursOfDay = 24

/** "Half of the entries are made within 3.2 hours of the contact, nine in ten within 2.1 workdays"; null without entries. */
export function entryLagFinding(row: Shown<EntryLag> | null): Finding | null {
  const total = shown(row)
  if (total?.p50 == null || total.p90 === null) return null
  return finding('entry_lag.within', { half: lag(total.p50), most: lag(total.p90) })
}

/** Hours as a reader would say them: minutes below one, workdays from two of them on. */
export function lag(hours: number): Finding {
  if (hours < 1) return finding('lag.minutes', { count: Math.max(1, Math.round(hours * 60)) })
  if (hours < 2 * hoursOfDay) return finding('lag.hours', { hours: tenths(Math.round(hours * 10)) })
  return finding('lag.workdays', { days: tenths(Math.round((hours / hoursOfDay) * 10)) })
}
