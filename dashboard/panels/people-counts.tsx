import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type PersonState, personStates } from '../../schema/person-state.ts'
import { StateBar } from '../figures/state-bar.tsx'
import states from '../figures/states.module.css'
import { useFormat } from '../format/use-format.ts'
import styles from './people-counts.module.css'

interface Props {
  /** People per state under the other filters. */
  counts: Record<PersonState, number>
  chosen: PersonState | undefined
}

/** People by state as a bar, and each state as a filter with its number. */
export function PeopleCounts({ counts, chosen }: Props) {
  const { t } = useTranslation(['people', 'translation'])
  const { count } = useFormat()
  return (
    <nav aria-label={t('people:by_state')} className={styles.counts}>
      <StateBar people={counts} />
      <ul>
        {personStates.map((state) => (
          <li key={state}>
            <Link
              aria-current={state === chosen ? 'true' : undefined}
              className={styles.state}
              from="/people"
              search={(before) => ({ ...before, state: state === chosen ? undefined : state, detail: undefined })}
            >
              <i className={states[state]} />
              {t(`translation:state.${state}`)} <b>{count(counts[state])}</b>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
