import { useTranslation } from 'react-i18next'
import { NoteLine } from '../figures/note-line.tsx'
import { useFormat } from '../format/use-format.ts'
import styles from './phase.module.css'
import type { PhaseRow } from './phase-row.ts'

/** "Live since 10 Aug · target date 31 Dec, 48 days left · owner Eva Novak". */
export function PhaseFacts({ phase, on }: { phase: PhaseRow; on?: string }) {
  const { t } = useTranslation('phases')
  const { date } = useFormat()
  const { live, go_live, target_date: due, days_left: left, owner_name, owner_id } = phase
  const owner = owner_name ?? owner_id
  return (
    <span className={styles.facts}>
      <NoteLine
        parts={[
          on === undefined ? null : t('as_of', { day: date(on) }),
          t(live ? 'live_since' : 'live_from', { day: date(go_live) }),
          due === null ? null : t('due', { day: date(due) }),
          left === null ? null : t(left < 0 ? 'days_over' : 'days_left', { count: Math.abs(left) }),
          owner === null ? null : t('owner', { owner }),
        ]}
      />
    </span>
  )
}
