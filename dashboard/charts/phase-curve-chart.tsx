import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChartLook } from './chart-look.ts'
import { LazyChart } from './lazy-chart.tsx'
import { type PhaseCurve, phaseCurveOption } from './phase-curve-option.ts'

interface Props extends PhaseCurve {
  /** What the chart shows, for those who cannot see it: the finding of its panel. */
  label: string
  height: number
}

/** Adoption by weeks since go-live, over the earlier phases. */
export function PhaseCurveChart({ label, height, phase, earlier, target, projection }: Props) {
  const { t } = useTranslation('charts')
  const draw = useCallback(
    (look: ChartLook) => {
      const words = {
        weeks: t('weeks'),
        target: (share: string) => t('target', { share }),
        today: (share: string, name: string | null) =>
          name === null ? t('today', { share }) : t('phase_today', { phase: name, share }),
      }
      return phaseCurveOption({ phase, earlier, target, projection }, words, look)
    },
    [phase, earlier, target, projection, t],
  )
  return <LazyChart draw={draw} height={height} label={label} />
}
