import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RecordState } from '../../schema/record-list.ts'
import { useFormat } from '../format/use-format.ts'
import { statesOf, wrongStatesOf } from '../pages/records-search.ts'
import styles from './people-counts.module.css'

/** Each state as a filter with its number; those in which something is wrong are all chosen at first. */
export function RecordCounts({ counts }: { counts: Partial<Record<RecordState, number>> }) {
  const { t } = useTranslation('records')
  const { count } = useFormat()
  const search = useSearch({ from: '/records' })
  const wrong = wrongStatesOf(search)
  const isChosen = (state: RecordState) =>
    search.condition === undefined ? wrong.includes(state) : search.condition === state
  return (
    <nav aria-label={t('by_state')} className={styles.counts}>
      <ul>
        {statesOf(search).map((state) => (
          <li key={state}>
            <Link
              aria-current={isChosen(state) ? 'true' : undefined}
              className={styles.state}
              from="/records"
              search={(before) => ({ ...before, condition: before.condition === state ? undefined : state })}
            >
              {t(`state.${state}`)} <b>{count(counts[state] ?? 0)}</b>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
