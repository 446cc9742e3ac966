import { lazy, Suspense } from 'react'
import type { ChartProps } from './chart-props.ts'

// The chart library is the heaviest part of the dashboard; words and tables do not wait for it.
const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

/** A chart that loads its library when it is first drawn and keeps its height meanwhile. */
export function LazyChart(props: ChartProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height }} />}>
      <Chart {...props} />
    </Suspense>
  )
}
