import { useTranslation } from 'react-i18next'
import type { PhaseTarget } from '../../schema/routes/phases.ts'
import { useFormat } from '../format/use-format.ts'

/** The numbers of a target in words. */
export interface TargetWords {
  name: string
  value: string
  /** "95 of 154 people". */
  counts: string
  /** "target 70 %", "13 people short", "baseline 21 %", "on course for 64 % (60–69)"; absent parts are null. */
  target: string | null
  gap: string | null
  baseline: string | null
  projection: string | null
}

/** Says the numbers of a target in the language in use. */
export function useTargetWords(): (target: PhaseTarget) => TargetWords {
  const { t } = useTranslation('phases')
  const { count, percent, shortDate } = useFormat()
  return ({ measure, target, value, numerator, denominator, gap, baseline, projection, state }) => ({
    name: t(`measure.${measure}`),
    value: value === null ? '–' : percent(value, target),
    counts:
      numerator === null || denominator === null
        ? t('no_numbers')
        : t(`counts.${measure}`, { part: count(numerator), count: denominator }),
    target: target === null ? null : t('target', { share: percent(target) }),
    gap: gap === null || gap === 0 ? null : t(`gap.${measure}`, { count: gap }),
    baseline: baseline === null ? null : t('baseline', { share: percent(baseline) }),
    projection:
      projection === null || state === 'met'
        ? null
        : t('projection', {
            share: percent(projection.value, target),
            low: percent(projection.low),
            high: percent(projection.high),
            by: shortDate(projection.on),
          }),
  })
}
