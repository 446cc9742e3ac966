import { useTranslation } from 'react-i18next'
import type { MeasureName } from '../../schema/measures/registry.ts'
import { ignoredFilters, type MeasureQuery } from '../data/use-measure.ts'

/** Says which filters of the page a measure does not know, so that nobody takes its number for the filtered one. */
export function useIgnoredNote(measure: MeasureName, query: MeasureQuery): string | null {
  const { t } = useTranslation()
  const names = ignoredFilters(measure, query).flatMap((filter) => {
    if (filter === 'department' || filter === 'team' || filter === 'phase') return [t(`panel.filter.${filter}`)]
    return []
  })
  return names.length === 0 ? null : t('panel.ignores', { filters: names.join(t('panel.and')) })
}
