import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Person } from '../data/use-person.ts'
import { DataTable } from '../figures/data-table.tsx'
import { Legend } from '../figures/legend.tsx'
import states from '../figures/states.module.css'
import { useFormat } from '../format/use-format.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './person-history.module.css'

type Week = Person['history'][number]

/** State at every week end, the oldest first. */
export function PersonHistory({ person }: { person: UseQueryResult<Person> }) {
  const { t } = useTranslation(['people', 'translation'])
  const { date, shortDate } = useFormat()
  const history = person.data?.history ?? []
  const [first] = history
  const last = history.at(-1)
  const table = (
    <DataTable<Week>
      caption={t('people:history_title')}
      columns={[
        { name: t('people:week_end'), cell: ({ period }) => date(period) },
        { name: t('people:state'), cell: ({ state }) => t(`translation:state.${state}`) },
      ]}
      rowKey={({ period }) => period}
      rows={history.toReversed()}
    />
  )
  return (
    <div className={styles.history}>
      <Panel
        empty={history.length === 0 ? t('people:history_empty') : null}
        footer={<Legend />}
        height={64}
        state={panelState([person])}
        sub={first && last ? t('people:from_to', { from: date(first.period), to: date(last.period) }) : ''}
        table={table}
        title={t('people:history_title')}
      >
        <ol aria-label={t('people:history_title')} className={styles.weeks}>
          {history.map(({ period, state }) => {
            const said = `${date(period)}: ${t(`translation:state.${state}`)}`
            return (
              <li className={states[state]} key={period} title={said}>
                <span className="visually-hidden">{said}</span>
              </li>
            )
          })}
        </ol>
        <div aria-hidden="true" className={styles.ends}>
          <span>{first && shortDate(first.period)}</span>
          <span>{last && shortDate(last.period)}</span>
        </div>
      </Panel>
    </div>
  )
}
