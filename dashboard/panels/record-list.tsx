import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordMeasure } from '../../schema/record-list.ts'
import type { RecordRow } from '../../schema/routes/records.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { plainName } from '../sentences/plain-name.ts'
import styles from './record-list.module.css'
import { RecordState } from './record-state.tsx'

interface Props {
  measure: RecordMeasure
  rows: readonly RecordRow[]
  isFetching: boolean
  /** Null when everything is shown. */
  fetchNext: (() => void) | null
}

/** Records with what is wrong, who can mend it, and when a person last touched them. */
export function RecordList({ measure, rows, isFetching, fetchNext }: Props) {
  const { t } = useTranslation('records')
  const columns = useColumns(measure)
  return (
    <>
      <DataTable
        caption={t('title')}
        columns={columns}
        rowKey={({ object, record_id, account_id }, index) => `${object} ${record_id} ${account_id} ${index}`}
        rows={rows}
      />
      {fetchNext && (
        <button className={styles.more} disabled={isFetching} onClick={fetchNext} type="button">
          {t('more')}
        </button>
      )}
    </>
  )
}

function useColumns(measure: RecordMeasure): Column<RecordRow>[] {
  const { t } = useTranslation('records')
  const { date } = useFormat()
  const touched: Column<RecordRow> = {
    name: t('column.touched'),
    wide: true,
    cell: ({ last_touch_on: day }) => <span className={styles.soft}>{day === null ? t('never') : date(day)}</span>,
  }
  return [
    { name: t('column.record'), cell: (row) => <RecordName row={row} />, look: styles.record },
    { name: t('column.what'), cell: (row) => <RecordState row={row} />, look: styles.what },
    {
      name: measure === 'pollution' ? t('column.editor') : t('column.owner'),
      cell: (row) => <Owner row={row} />,
      look: styles.owner,
    },
    ...(measure === 'freshness' || measure === 'represented' ? [touched] : []),
  ]
}

/** The id as the CRM knows it; of an account that has no record there, the account's. */
function RecordName({ row: { object, record_id, account_id, tier } }: { row: RecordRow }) {
  const { t } = useTranslation('records')
  const further = [
    plainName(object),
    account_id !== '' && record_id !== '' && account_id !== record_id && t('account', { id: account_id }),
    tier !== '' && t('tier', { tier }),
  ]
  return (
    <>
      <span className={styles.id}>{record_id || account_id}</span>
      <span className={styles.small}>{further.filter(Boolean).join(' · ')}</span>
    </>
  )
}

function Owner({ row: { person_id, name, department, team } }: { row: RecordRow }) {
  const { t } = useTranslation('records')
  const group: ReactNode = [team, department].filter(Boolean).join(' · ')
  return (
    <>
      {person_id === '' ? (
        <span className="dim">{t('nobody')}</span>
      ) : (
        <Link className={styles.person} search={({ date }) => ({ date, person: person_id })} to="/people">
          {name || person_id}
        </Link>
      )}
      <span className={styles.small}>{group}</span>
    </>
  )
}
