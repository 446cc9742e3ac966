import { type Finding, finding } from './finding.ts'
import { type Shown, shownRows, type Training } from './measure-answer.ts'
import { points } from './points.ts'

/**
 * "Four weeks after 'basics' 71 % are adopted, 12 points more than peers": the course with most people followed whose peers can be
 * compared; else who is trained without effect; null without either.
 */
export function trainingFinding(rows: readonly Shown<Training>[]): Finding | null {
  const courses = shownRows(rows)
  const [compared] = courses
    .filter(({ rate_4w, peer_rate_4w }) => rate_4w !== null && peer_rate_4w !== null)
    .toSorted((a, b) => b.followed_4w - a.followed_4w)
  if (compared?.rate_4w != null && compared.peer_rate_4w !== null) {
    const ahead = points(compared.peer_rate_4w, compared.rate_4w)
    const way = ahead > 0 ? 'more' : ahead < 0 ? 'less' : 'same'
    return finding(`training.${way}`, { course: compared.course, count: Math.abs(ahead) })
  }
  // Where too few are trained it is not said how many of them are adopted.
  const [without] = courses.toSorted((a, b) => (b.not_adopted_3w ?? 0) - (a.not_adopted_3w ?? 0))
  if (!without?.not_adopted_3w) return null
  return finding('training.not_adopted', { course: without.course, count: without.not_adopted_3w })
}
