import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type AdoptionTrend, adoptionTrendOption } from './adoption-trend-option.ts'
import type { ChartLook } from './chart-look.ts'
import { LazyChart } from './lazy-chart.tsx'

interface Props extends AdoptionTrend {
  /** What the chart shows, for those who cannot see it: the finding of its panel. */
  label: string
  height: number
}

/** Share of people by state per week or month. */
export function AdoptionTrendChart({ label, height, periods, goLives, target }: Props) {
  const { t } = useTranslation('charts')
  const draw = useCallback(
    (look: ChartLook) => {
      const words = {
        live: (phase: string) => t('live', { phase }),
        target: (share: string) => t('target', { share }),
      }
      return adoptionTrendOption({ periods, goLives, target }, words, look)
    },
    [periods, goLives, target, t],
  )
  return <LazyChart draw={draw} height={height} label={label} />
}
