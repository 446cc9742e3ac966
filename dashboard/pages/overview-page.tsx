import { useTranslation } from 'react-i18next'
import { Comparison } from '../controls/comparison.tsx'
import { FilterBar } from '../controls/filter-bar.tsx'
import { CompletenessPanel } from '../panels/completeness-panel.tsx'
import { DepartmentsPanel } from '../panels/departments-panel.tsx'
import { MetricsRow } from '../panels/metrics-row.tsx'
import { RepresentedPanel } from '../panels/represented-panel.tsx'
import { TrendPanel } from '../panels/trend-panel.tsx'
import styles from './overview.module.css'
import { OverviewHead } from './overview-head.tsx'
import { useOverview } from './use-overview.ts'

/** How far the organisation has taken the CRM up: the three measures, and what stands behind each. */
export function OverviewPage() {
  const { t } = useTranslation()
  const overview = useOverview()
  const { query, adoption, coverage, completeness, departments, fields, objects, represented, trend } = overview
  return (
    <>
      <FilterBar filters={['department', 'team', 'phase']}>
        <Comparison />
      </FilterBar>
      <OverviewHead overview={overview} />
      <MetricsRow {...{ adoption, coverage, completeness, fields, query }} />
      <div className={styles.two}>
        <TrendPanel query={query} trend={trend} />
        <RepresentedPanel query={query} represented={represented} />
      </div>
      <div className={styles.two}>
        <DepartmentsPanel coverage={coverage} departments={departments} query={query} />
        <CompletenessPanel fields={fields} objects={objects} query={query} />
      </div>
      <p className={styles.definition}>
        {adoption.data && t('overview.definition', { definition: adoption.data.definition.slice(0, 12) })}
      </p>
    </>
  )
}
