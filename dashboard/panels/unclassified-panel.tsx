import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Sources } from '../data/use-sources.ts'
import { CommandLine } from '../figures/command-line.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { ScrollArea } from '../figures/scroll-area.tsx'
import { useFormat } from '../format/use-format.ts'
import { actionLines } from '../sentences/action-lines.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './sources-panels.module.css'

const heightPx = 120

/** Events that the catalogue does not know: listed, never counted, with the lines that would make them known. */
export function UnclassifiedPanel({ sources }: { sources: UseQueryResult<Sources> }) {
  const { t } = useTranslation('sources')
  const { count } = useFormat()
  const rows = sources.data?.unclassified_events ?? []
  const title = rows.length === 0 ? t('unclassified.none') : t('unclassified.title', { count: rows.length })
  const columns: Column<Sources['unclassified_events'][number]>[] = [
    { name: t('unclassified.event'), cell: (row) => row.event },
    { name: t('unclassified.object'), cell: (row) => row.object },
    { name: t('unclassified.events'), number: true, cell: (row) => count(row.events) },
  ]
  return (
    <Panel
      empty={rows.length === 0 ? t('unclassified.empty') : null}
      height={heightPx}
      state={panelState([sources])}
      sub={t('unclassified.sub')}
      title={sources.data ? title : t('unclassified.waiting')}
    >
      <ScrollArea label={title}>
        <DataTable caption={title} columns={columns} rowKey={(row) => `${row.event} ${row.object}`} rows={rows} />
      </ScrollArea>
      <p className={styles.hint}>{t('unclassified.lines')}</p>
      <ScrollArea label={t('unclassified.lines')}>
        <CommandLine label={t('unclassified.lines')} text={actionLines(rows)} />
      </ScrollArea>
      <p className={styles.hint}>{t('unclassified.apply')}</p>
    </Panel>
  )
}
