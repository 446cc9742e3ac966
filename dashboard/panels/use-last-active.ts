import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../schema/routes/people.ts'

/** When a person was last active, counted back from the date of the page: "today", "28 days ago", "—". */
export function useLastActive(): (row: Pick<PersonRow, 'days_since'>) => string {
  const { t } = useTranslation('people')
  return ({ days_since: days }) => {
    if (days === null) return '—'
    if (days === 0) return t('same_day')
    return t('days_ago', { count: days })
  }
}
