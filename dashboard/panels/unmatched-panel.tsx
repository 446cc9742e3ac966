import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '../data/use-session.ts'
import type { Sources } from '../data/use-sources.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { ScrollArea } from '../figures/scroll-area.tsx'
import { useFormat } from '../format/use-format.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './sources-panels.module.css'

const heightPx = 120

interface Props {
  sources: UseQueryResult<Sources>
  /** Events that match nobody, altogether. */
  events: number | undefined
  timezone: string | undefined
}

/** People who send events and stand on no roster; who they are is for the admin alone. */
export function UnmatchedPanel({ sources, events = 0, timezone }: Props) {
  const { t } = useTranslation('sources')
  const { count, instant } = useFormat()
  const seesThem = useSession().data?.role === 'admin'
  const rows = sources.data?.unmatched_people ?? []
  const title = rows.length === 0 ? t('unmatched.none') : t('unmatched.title', { count: rows.length })
  const hidden = !seesThem && events > 0
  const columns: Column<Sources['unmatched_people'][number]>[] = [
    { name: t('unmatched.person'), cell: (row) => row.person_id || '–' },
    { name: t('unmatched.last_event'), cell: (row) => instant(row.last_event_at, timezone) },
    { name: t('unmatched.events'), number: true, cell: (row) => count(row.events) },
  ]
  return (
    <Panel
      empty={hidden ? t('unmatched.not_admin', { count: events }) : rows.length === 0 ? t('unmatched.empty') : null}
      footer={<p className={styles.hint}>{t('unmatched.logged')}</p>}
      height={heightPx}
      state={panelState([sources])}
      sub={t('unmatched.sub')}
      title={sources.data && !hidden ? title : t('unmatched.waiting')}
    >
      <ScrollArea label={title}>
        <DataTable caption={title} columns={columns} rowKey={(row) => row.person_id} rows={rows} />
      </ScrollArea>
    </Panel>
  )
}
