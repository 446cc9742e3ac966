import { useTranslation } from 'react-i18next'
import type { PhaseTarget } from '../../schema/routes/phases.ts'
import styles from './pill.module.css'

const tone = {
  met: styles.good,
  on_track: styles.good,
  at_risk: styles.warn,
  not_met: styles.bad,
  not_measurable: styles.plain,
} as const satisfies Record<PhaseTarget['state'], string | undefined>

/** State of a target. */
export function TargetPill({ target: { target, state } }: { target: PhaseTarget }) {
  const { t } = useTranslation('phases')
  return <span className={tone[state]}>{t(target === null ? 'no_target' : `target_state.${state}`)}</span>
}
