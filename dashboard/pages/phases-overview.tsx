import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../data/api-problem.ts'
import { usePhases } from '../data/use-phases.ts'
import { useFormat } from '../format/use-format.ts'
import { PageHead } from '../layout/page-head.tsx'
import { PhaseCard } from '../panels/phase-card.tsx'
import { nextMayStart } from '../sentences/phase-headline.ts'
import { phasesHeadline } from '../sentences/phases-headline.ts'
import { useSay } from '../sentences/use-say.ts'
import styles from './phases.module.css'

/** Every phase against its targets, the first go-live first. */
export function PhasesOverview({ on }: { on: string | undefined }) {
  const { t } = useTranslation('phases')
  const say = useSay()
  const { date } = useFormat()
  const { data, error } = usePhases(on)
  if (error && !data) {
    const refused = error instanceof ApiProblem && error.status === 403
    return (
      <PageHead lede={refused ? t('refused.lede') : error.message} title={t(refused ? 'refused.title' : 'failed')} />
    )
  }
  if (!data) return <PageHead title={t('waiting')} waiting />
  const phases = data.rows.toSorted((a, b) => a.go_live.localeCompare(b.go_live))
  const newest = phases.findLast(({ live }) => live)
  const next = newest && phases.some(({ live }) => !live) ? nextMayStart(newest) : null
  const lede = t('lede', { day: date(data.on) })
  return (
    <>
      <PageHead lede={next ? `${say(next)} ${lede}` : lede} title={say(phasesHeadline(phases))} />
      <div className={styles.cards}>
        {phases.map((phase) => (
          <PhaseCard key={phase.phase} on={data.on} phase={phase} />
        ))}
      </div>
    </>
  )
}
