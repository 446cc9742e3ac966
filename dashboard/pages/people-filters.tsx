import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StateDetail } from '../../schema/person-state.ts'
import { personStates } from '../../schema/person-state.ts'
import chip from '../controls/chip.module.css'
import { ChoiceChip } from '../controls/choice-chip.tsx'
import { FilterBar } from '../controls/filter-bar.tsx'
import styles from './people.module.css'
import { type PeopleSearch, peopleSearch } from './people-search.ts'

const details = {
  adopted: [],
  occasional: [],
  never_started: ['never_signed_in', 'signs_in_only'],
  lapsed: ['was_adopted', 'only_tried'],
  not_measured: ['on_leave', 'too_early', 'too_few_workdays'],
} as const satisfies Record<string, readonly StateDetail[]>

/** Date, groups, state and its detail, manager, and a search by name, all in the address. */
export function PeopleFilters() {
  const { t } = useTranslation(['people', 'translation'])
  const search = useSearch({ from: '/people' })
  const change = usePeopleChange()
  const shown = search.state ? details[search.state] : Object.values(details).flat()
  return (
    <FilterBar filters={['department', 'team', 'phase']}>
      <ChoiceChip
        all={t('people:all_states')}
        label={t('people:state')}
        onChange={(state) => change({ ...peopleSearch.pick({ state: true }).parse({ state }), detail: undefined })}
        options={personStates.map((id) => ({ id, name: t(`translation:state.${id}`) }))}
        value={search.state}
      />
      {shown.length > 0 && (
        <ChoiceChip
          all={t('people:all_details')}
          label={t('people:detail_label')}
          onChange={(detail) => change(peopleSearch.pick({ detail: true }).parse({ detail }))}
          options={shown.map((id) => ({ id, name: t(`people:detail.${id}`) }))}
          value={search.detail}
        />
      )}
      {search.manager !== undefined && (
        <button className={chip.chosen} onClick={() => change({ manager: undefined })} type="button">
          {t('people:below_manager', { manager: search.manager })}
          <span aria-hidden="true">&nbsp;×</span>
        </button>
      )}
      <NameSearch />
    </FilterBar>
  )
}

const typingMs = 250

/** Searches while typing; the address follows once the typing rests. */
function NameSearch() {
  const { t } = useTranslation('people')
  const { q = '' } = useSearch({ from: '/people' })
  const change = usePeopleChange()
  const [typed, setTyped] = useState(q)
  useEffect(() => {
    if (typed === q) return
    const timer = setTimeout(() => change({ q: typed || undefined }), typingMs)
    return () => clearTimeout(timer)
  })
  return (
    <input
      aria-label={t('search')}
      className={styles.search}
      onChange={(event) => setTyped(event.target.value)}
      placeholder={t('search')}
      type="search"
      value={typed}
    />
  )
}

/** Changes what the address says of the people page. */
export function usePeopleChange(): (next: Partial<PeopleSearch>) => void {
  const navigate = useNavigate({ from: '/people' })
  return (next) => void navigate({ search: (before) => ({ ...before, ...next }), replace: 'q' in next })
}
