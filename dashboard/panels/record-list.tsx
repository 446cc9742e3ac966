import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RecordMeasure } from '../../schema/record-list.ts'
import type { RecordRow } from '../../schema/routes/records.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { useFormat } from '../format/use-format.ts'
import { plainName } from '../sentences/plain-name.ts'
import styles from './record-list.module.css'
import { RecordState, useRecordDetails } from './record-state.tsx'

interface Props {
  measure: RecordMeasure
  /** Records of one state alone are listed: its word stands above them, and not in every row. */
  oneState: boolean
  rows: readonly RecordRow[]
  isFetching: boolean
  /** Null when everything is shown. */
  fetchNext: (() => void) | null
}

/** Records with what is wrong, who can mend it, and when a person last touched them. */
export function RecordList({ measure, oneState, rows, isFetching, fetchNext }: Props) {
  const { t } = useTranslation('records')
  const columns = useColumns({ measure, oneState, rows })
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

function useColumns({ measure, oneState, rows }: Pick<Props, 'measure' | 'oneState' | 'rows'>): Column<RecordRow>[] {
  const { t } = useTranslation('records')
  const { date } = useFormat()
  const details = useRecordDetails()
  const saysTouch = measure === 'freshness' || measure === 'represented'
  const touch = ({ last_touch_on: day }: RecordRow) => (day === null ? t('never') : date(day))
  const what: Column<RecordRow> = {
    name: t('column.what'),
    cell: (row) => (
      <>
        <RecordState pill={!oneState} row={row} />
        {!oneState && (
          <div className={styles.under}>
            <Owner row={row} />
          </div>
        )}
      </>
    ),
    look: styles.what,
  }
  const touched: Column<RecordRow> = {
    name: t('column.touched'),
    cell: (row) => <span className={styles.soft}>{touch(row)}</span>,
  }
  const isTold = !oneState || rows.some((row) => details(row).length > 0)
  return [
    { name: t('column.record'), cell: (row) => <RecordName row={row} />, look: styles.record },
    ...(isTold ? [what] : []),
    // On a phone the day gives way where the state needs the room; the list is in its order all the same.
    ...(saysTouch ? [{ ...touched, wide: isTold }] : []),
    {
      name: measure === 'pollution' ? t('column.editor') : t('column.owner'),
      cell: (row) => <Owner row={row} />,
      look: styles.owner,
      // Beside the word of a state a phone has no room; the owner stands below it there.
      wide: !oneState,
    },
  ]
}

/** An id of so many characters stands in one line of a phone. */
const idCharsMax = 18

/** The id as the CRM knows it; of an account that has no record there, the account's. */
function RecordName({ row: { object, record_id, record_url: url, account_id, tier } }: { row: RecordRow }) {
  const { t } = useTranslation('records')
  const id = record_id || account_id
  const further = [
    plainName(object),
    account_id !== '' && record_id !== '' && account_id !== record_id && t('account', { id: account_id }),
    tier !== '' && t('tier', { tier }),
  ]
  return (
    <>
      <span className={id.length > idCharsMax ? styles.long : styles.id}>
        {url === null ? (
          id
        ) : (
          <a href={url} rel="noopener noreferrer" target="_blank" title={t('open')}>
            {id}
          </a>
        )}
      </span>
      <span className={styles.small}>
        <NoteLine parts={further.map((part) => typeof part === 'string' && <Whole key={part}>{part}</Whole>)} />
      </span>
    </>
  )
}

/** A few words with an id among them, which breaks only where it would not fit a line. */
function Whole({ children }: { children: string }) {
  return <span className={children.length > idCharsMax ? styles.any : styles.nowrap}>{children}</span>
}

function Owner({ row: { person_id, name, department, team } }: { row: RecordRow }) {
  const { t } = useTranslation('records')
  return (
    <>
      {person_id === '' ? (
        <span className="dim">{t('nobody')}</span>
      ) : (
        <Link className={styles.person} search={({ date }) => ({ date, person: person_id })} to="/people">
          {name || person_id}
        </Link>
      )}
      <span className={styles.small}>
        {team || department}
        {team !== '' && department !== '' && <span className={styles.further}> · {department}</span>}
      </span>
    </>
  )
}
