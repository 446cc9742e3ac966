import { useSearch } from '@tanstack/react-router'
import { FilterBar } from '../controls/filter-bar.tsx'
import { PhaseView } from './phase-view.tsx'
import { PhasesOverview } from './phases-overview.tsx'

/** Every phase against its targets, or the report of one. */
export function PhasesPage() {
  const { phase, date } = useSearch({ from: '/phases' })
  return (
    <>
      <div data-no-print>
        <FilterBar filters={['phase']} />
      </div>
      {phase === undefined ? <PhasesOverview on={date} /> : <PhaseView on={date} phase={phase} />}
    </>
  )
}
