import { Link, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../data/api-problem.ts'
import { recordsUrl, useRecordPages } from '../data/use-record-pages.ts'
import { useSession } from '../data/use-session.ts'
import { useFormat } from '../format/use-format.ts'
import { PageHead } from '../layout/page-head.tsx'
import { Panel } from '../panels/panel.tsx'
import { panelState } from '../panels/panel-state.ts'
import { RecordCounts } from '../panels/record-counts.tsx'
import { RecordFilters } from '../panels/record-filters.tsx'
import { RecordList } from '../panels/record-list.tsx'
import { recordsHeadline } from '../sentences/records-headline.ts'
import { useSay } from '../sentences/use-say.ts'
import styles from './people.module.css'
import { isOneState, recordsParams, wrongStatesOf } from './records-search.ts'

/** The records behind a number, most useful first; or why the role sees none. */
export function RecordsPage() {
  const { data: session } = useSession()
  if (!session) return null
  return session.names ? <Records /> : <RecordsWithoutNames />
}

const units = { represented: 'accounts', pollution: 'values' } as const

function Records() {
  const { t } = useTranslation('records')
  const search = useSearch({ from: '/records' })
  const records = useRecordPages(recordsParams(search))
  if (records.error instanceof ApiProblem && records.error.status === 403) return <RecordsWithoutNames />
  const first = records.data?.first
  const { measure = 'completeness' } = search
  const unit = measure in units ? units[measure as keyof typeof units] : 'listed'
  return (
    <>
      <RecordFilters />
      <Head first={first} />
      {first && <RecordCounts counts={first.counts} />}
      <Panel
        csv={recordsUrl({ ...recordsParams(search), format: 'csv' })}
        empty={first?.total === 0 ? t('empty') : null}
        footer={<p className={styles.logged}>{t('logged')}</p>}
        height={320}
        state={panelState([records])}
        sub={first === undefined ? '' : t(unit, { count: first.total })}
        title={t(`measure.${measure}`)}
      >
        {records.data && (
          <RecordList
            fetchNext={records.hasNextPage ? () => void records.fetchNextPage() : null}
            isFetching={records.isFetchingNextPage}
            measure={measure}
            oneState={isOneState(search)}
            rows={records.data.rows}
          />
        )}
      </Panel>
    </>
  )
}

function Head({ first }: { first: NonNullable<ReturnType<typeof useRecordPages>['data']>['first'] | undefined }) {
  const { t } = useTranslation('records')
  const say = useSay()
  const { date } = useFormat()
  const search = useSearch({ from: '/records' })
  if (first === undefined) return <PageHead title={t('waiting')} waiting />
  const { measure, counts, on, from } = first
  const { object, field } = search
  const order = t(`order.${measure}`)
  return (
    <PageHead
      lede={
        from === undefined
          ? t('lede', { day: date(on), order })
          : t('lede_range', { from: date(from), day: date(on), order })
      }
      title={say(recordsHeadline({ measure, counts, wrong: wrongStatesOf(search), object, field }))}
    />
  )
}

function RecordsWithoutNames() {
  const { t } = useTranslation('records')
  return (
    <>
      <PageHead lede={t('no_names.lede')} title={t('no_names.title')} />
      <ul className={styles.ways}>
        <li>
          <Link to="/">{t('no_names.overview')}</Link>
        </li>
        <li>{t('no_names.ask')}</li>
      </ul>
    </>
  )
}
