import { useTranslation } from 'react-i18next'
import type { Column } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import styles from './rows.module.css'

/** The column of a table of weeks that says when each ends, and which is not over. */
export function useWeekColumn<Row extends { period: string; partial: boolean }>(): Column<Row> {
  const { t } = useTranslation()
  const { shortDate } = useFormat()
  return {
    name: t('trend.week_to'),
    look: styles.nowrap,
    cell: ({ period, partial }) => (
      <>
        {shortDate(period)}
        {partial && <span className={styles.what}>{t('trend.not_over')}</span>}
      </>
    ),
  }
}
