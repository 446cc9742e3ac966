import { useTranslation } from 'react-i18next'
import type { PersonState } from '../../schema/person-state.ts'
import styles from './pill.module.css'

const tone = {
  adopted: styles.good,
  occasional: styles.warn,
  lapsed: styles.warn,
  never_started: styles.bad,
  not_measured: styles.plain,
} as const satisfies Record<PersonState, string | undefined>

/** State of a person. */
export function StatePill({ state }: { state: PersonState }) {
  const { t } = useTranslation()
  return <span className={tone[state]}>{t(`state.${state}`)}</span>
}
