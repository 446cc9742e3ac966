import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Sources } from '../data/use-sources.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'

const heightPx = 120

interface Props {
  sources: UseQueryResult<Sources>
  timezone: string | undefined
}

/** People who send events and stand on no roster. */
export function UnmatchedPanel({ sources, timezone }: Props) {
  const { t } = useTranslation()
  const { count, instant } = useFormat()
  const rows = sources.data?.unmatched_people ?? []
  const title = rows.length === 0 ? t('sources.unmatched_none') : t('sources.unmatched_title', { count: rows.length })
  const columns: Column<Sources['unmatched_people'][number]>[] = [
    { name: t('sources.person'), cell: (row) => row.person_id },
    { name: t('sources.last_event'), cell: (row) => instant(row.last_event_at, timezone) },
    { name: t('sources.events'), number: true, cell: (row) => count(row.events) },
  ]
  return (
    <Panel
      empty={rows.length === 0 ? t('sources.unmatched_empty') : null}
      height={heightPx}
      state={panelState([sources])}
      sub={t('sources.unmatched_sub')}
      title={sources.data ? title : t('sources.unmatched')}
    >
      <DataTable caption={title} columns={columns} rowKey={(row) => row.person_id} rows={rows} />
    </Panel>
  )
}
