import { useTranslation } from 'react-i18next'
import { useFormat } from '../format/use-format.ts'

/** Says of whom a panel speaks and of which time: "490 measured people, four weeks to 14 Nov". */
export function useOfWhom(): (people: number, on: string | undefined) => string {
  const { t } = useTranslation('causes')
  const { shortDate } = useFormat()
  return (people, on) => (on === undefined ? '' : t('of_whom', { count: people, day: shortDate(on) }))
}
