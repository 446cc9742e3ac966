import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { recordLists, recordMeasure } from '../../schema/record-list.ts'
import chip from '../controls/chip.module.css'
import { FilterBar } from '../controls/filter-bar.tsx'
import { filtersOf, narrowingFilters } from '../pages/records-search.ts'
import { plainName } from '../sentences/plain-name.ts'
import styles from './people-counts.module.css'

/** Date and groups, what else narrows the list, and below them the kinds of trouble. */
export function RecordFilters() {
  const { measure = 'completeness', ...search } = useSearch({ from: '/records' })
  const known: readonly string[] = recordLists[measure].filters
  const groups = (['department', 'team'] as const).filter((filter) => known.includes(filter))
  const narrowing = narrowingFilters.filter((filter) => search[filter] !== undefined && known.includes(filter))
  return (
    <>
      <FilterBar filters={groups}>
        {narrowing.map((filter) => (
          <Narrowing filter={filter} key={filter} />
        ))}
      </FilterBar>
      <Measures />
    </>
  )
}

function Narrowing({ filter }: { filter: (typeof narrowingFilters)[number] }) {
  const { t } = useTranslation('records')
  const search = useSearch({ from: '/records' })
  const navigate = useNavigate({ from: '/records' })
  const value = search[filter] ?? ''
  const shown = filter === 'object' || filter === 'field' ? plainName(value) : value
  const empty = filter === 'owner' ? t('filter.nobody') : t('filter.not_told')
  // The states of a field mean nothing without it.
  const gone = filter === 'field' ? { field: undefined, condition: undefined } : { [filter]: undefined }
  return (
    <button
      className={chip.chosen}
      onClick={() => void navigate({ search: (before) => ({ ...before, ...gone }) })}
      title={t('filter.remove')}
      type="button"
    >
      {t(`filter.${filter}`, { value: shown || empty })}
      <span aria-hidden="true">&nbsp;×</span>
    </button>
  )
}

function Measures() {
  const { t } = useTranslation('records')
  const search = useSearch({ from: '/records' })
  const { measure: chosen = 'completeness', date, department, team } = search
  return (
    <nav aria-label={t('measures')} className={styles.counts}>
      <ul>
        {recordMeasure.options.map((measure) => (
          <li key={measure}>
            <Link
              aria-current={measure === chosen ? 'true' : undefined}
              className={styles.state}
              search={{ date, ...filtersOf(measure, { department, team }), measure }}
              to="/records"
            >
              {t(`measure.${measure}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
