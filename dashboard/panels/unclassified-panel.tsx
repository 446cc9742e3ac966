import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Sources } from '../data/use-sources.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'

const heightPx = 120

/** Events that the catalogue does not know: listed, never counted. */
export function UnclassifiedPanel({ sources }: { sources: UseQueryResult<Sources> }) {
  const { t } = useTranslation()
  const { count } = useFormat()
  const rows = sources.data?.unclassified_events ?? []
  const title =
    rows.length === 0 ? t('sources.unclassified_none') : t('sources.unclassified_title', { count: rows.length })
  const columns: Column<Sources['unclassified_events'][number]>[] = [
    { name: t('sources.event'), cell: (row) => row.event },
    { name: t('sources.object'), cell: (row) => row.object },
    { name: t('sources.events'), number: true, cell: (row) => count(row.events) },
  ]
  return (
    <Panel
      empty={rows.length === 0 ? t('sources.unclassified_empty') : null}
      height={heightPx}
      state={panelState([sources])}
      sub={t('sources.unclassified_sub')}
      title={sources.data ? title : t('sources.unclassified')}
    >
      <DataTable caption={title} columns={columns} rowKey={(row) => `${row.event} ${row.object}`} rows={rows} />
    </Panel>
  )
}
