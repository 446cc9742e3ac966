import { type Finding, finding } from './finding.ts'
import { points, signedPoints } from './points.ts'

/** A change in points, and whether it is good news. */
export interface Change {
  direction: 'up' | 'down' | 'none'
  said: Finding
}

/** "+3 points", "−1 point", "no change"; null when one of the two shares is missing. */
export function changePhrase(before: number | null | undefined, now: number | null | undefined): Change | null {
  if (before == null || now == null) return null
  const change = points(before, now)
  if (change === 0) return { direction: 'none', said: finding('change.none') }
  const said = finding('change.points', { signed: signedPoints(change), count: Math.abs(change) })
  return { direction: change > 0 ? 'up' : 'down', said }
}
