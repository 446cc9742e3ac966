import { type Finding, finding, words } from './finding.ts'
import { type Pulse, type Shown, shownRows } from './measure-answer.ts'

/** A manager or sponsor. */
export type Leader = Pulse & { manager: string }

/** "Six of nine who lead have taken the CRM up themselves": of those measured, each counted once; null without any. */
export function pulseFinding(rows: readonly Shown<Leader>[]): Finding | null {
  const measured = new Map(
    shownRows(rows)
      .filter(({ state }) => state !== null && state !== 'not_measured')
      .map((row) => [row.manager, row]),
  )
  if (measured.size === 0) return null
  const adopted = [...measured.values()].filter(({ state }) => state === 'adopted').length
  if (adopted === measured.size) return finding('pulse.all', { count: adopted })
  if (adopted === 0) return finding('pulse.none', { count: measured.size })
  return finding('pulse.some', { count: adopted, start: words(adopted), of: words(measured.size) })
}
