import { day, type Finding, finding, words } from './finding.ts'
import { type Lifecycle, type Shown, shownRows } from './measure-answer.ts'

/** "In the week to 9 Nov seven people stopped and three came": of the last week that is over; null without one. */
export function lifecycleFinding(rows: readonly Shown<Lifecycle>[]): Finding | null {
  const last = shownRows(rows).findLast(({ partial, expected }) => !partial && expected > 0)
  if (last === undefined) return null
  const came = last.new + last.resurrected
  const stopped = last.lapsed_now
  const week = { end: day(last.period) }
  if (came === 0 && stopped === 0) return finding('lifecycle.still', week)
  if (stopped === 0) return finding('lifecycle.came', { ...week, count: came, came: words(came) })
  const said = { ...week, count: stopped, stopped: words(stopped) }
  return came === 0 ? finding('lifecycle.stopped', said) : finding('lifecycle.both', { ...said, came: words(came) })
}
