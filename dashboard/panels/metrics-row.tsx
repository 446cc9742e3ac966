import type { Overview } from '../pages/use-overview.ts'
import { AdoptionMetric } from './adoption-metric.tsx'
import { CompletenessMetric } from './completeness-metric.tsx'
import { CoverageMetric } from './coverage-metric.tsx'
import styles from './metrics-row.module.css'

type Props = Pick<Overview, 'adoption' | 'completeness' | 'coverage' | 'fields' | 'query'>

/** The three measures of success, side by side. */
export function MetricsRow({ adoption, completeness, coverage, fields, query }: Props) {
  return (
    <div className={styles.three}>
      <AdoptionMetric adoption={adoption} />
      <CompletenessMetric completeness={completeness} fields={fields} query={query} />
      <CoverageMetric coverage={coverage} query={query} />
    </div>
  )
}
