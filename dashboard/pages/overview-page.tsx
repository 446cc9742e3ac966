import { useTranslation } from 'react-i18next'
import { Comparison } from '../controls/comparison.tsx'
import { FilterBar } from '../controls/filter-bar.tsx'
import { CompletenessPanel } from '../panels/completeness-panel.tsx'
import { DepartmentsPanel } from '../panels/departments-panel.tsx'
import { MetricsRow } from '../panels/metrics-row.tsx'
import { MovementPanel, movementHeightPx } from '../panels/movement-panel.tsx'
import { RepresentedPanel } from '../panels/represented-panel.tsx'
import { TrendPanel } from '../panels/trend-panel.tsx'
import { VerifiedPanel, verifiedHeightPx } from '../panels/verified-panel.tsx'
import { WhenSeen } from '../panels/when-seen.tsx'
import styles from './overview.module.css'
import { OverviewCauses } from './overview-causes.tsx'
import { OverviewHead } from './overview-head.tsx'
import { useOverview } from './use-overview.ts'

/** How far the organisation has taken the CRM up: the three measures, and what stands behind each. */
export function OverviewPage() {
  const { t } = useTranslation(['translation', 'causes'])
  const overview = useOverview()
  const { query, adoption, coverage, completeness, departments, fields, objects, represented, trend } = overview
  const firstAnswers = [adoption, coverage, trend, completeness, departments, fields, objects, represented]
  const ready = firstAnswers.every(({ isPending }) => !isPending)
  return (
    <>
      <FilterBar filters={['department', 'team', 'phase']}>
        <Comparison />
      </FilterBar>
      <OverviewHead overview={overview} />
      <MetricsRow {...{ adoption, coverage, completeness, fields, query }} />
      <div className={styles.two}>
        <TrendPanel adoption={adoption} query={query} trend={trend} />
        <WhenSeen height={movementHeightPx} ready={ready} title={t('causes:movement.title')}>
          <MovementPanel query={query} />
        </WhenSeen>
      </div>
      <div className={styles.two}>
        <DepartmentsPanel coverage={coverage} departments={departments} query={query} />
        <RepresentedPanel query={query} represented={represented} />
      </div>
      <div className={styles.even}>
        <CompletenessPanel fields={fields} objects={objects} query={query} />
        <WhenSeen height={verifiedHeightPx} ready={ready} title={t('causes:verified.title')}>
          <VerifiedPanel query={query} />
        </WhenSeen>
      </div>
      <OverviewCauses query={query} ready={ready} />
      <p className={styles.definition}>
        {adoption.data && t('translation:overview.definition', { definition: adoption.data.definition.slice(0, 12) })}
      </p>
    </>
  )
}
