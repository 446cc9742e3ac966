import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useDimensions } from '../data/use-dimensions.ts'
import { useStatus } from '../data/use-status.ts'
import type { PageSearch } from '../search.ts'
import { ChoiceChip } from './choice-chip.tsx'
import { DateChip } from './date-chip.tsx'
import styles from './filter-bar.module.css'

interface Props {
  /** Filters the page understands, in their order. */
  filters: readonly ('department' | 'team' | 'phase')[]
  /** Said after the filters: "Compared with four weeks before". */
  children?: React.ReactNode
}

/** Date and filters of a page, kept in its address. */
export function FilterBar({ filters, children }: Props) {
  const { t } = useTranslation()
  const search: PageSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data: status } = useStatus()
  const { data: dimensions } = useDimensions(search.date)
  const change = (next: Partial<PageSearch>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: false })
  const options = {
    department: (dimensions?.departments ?? []).map((name) => ({ id: name, name: name || t('controls.no_group') })),
    team: (dimensions?.teams ?? [])
      .filter(({ department }) => search.department === undefined || department === search.department)
      .map(({ team }) => ({ id: team, name: team || t('controls.no_group') })),
    phase: (dimensions?.phases ?? []).map(({ phase, name }) => ({ id: phase, name })),
  }
  return (
    <search aria-label={t('controls.filters')} className={styles.bar}>
      <DateChip
        latest={status?.last_complete_day ?? null}
        first={status?.first_day ?? null}
        onChange={(date) => change({ date })}
        value={search.date}
      />
      {filters.map((filter) => (
        <ChoiceChip
          all={t(`controls.all.${filter}`)}
          key={filter}
          label={t(`controls.${filter}`)}
          onChange={(chosen) =>
            change(filter === 'department' ? { department: chosen, team: undefined } : { [filter]: chosen })
          }
          options={options[filter].filter(({ id }) => id !== '')}
          value={search[filter]}
        />
      ))}
      {children}
    </search>
  )
}
