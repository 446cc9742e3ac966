import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Feed, Sources } from '../data/use-sources.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { Pill } from '../figures/pill.tsx'
import { useFormat } from '../format/use-format.ts'
import { feedTones } from './feed-tones.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { useLag } from './use-lag.ts'

const heightPx = 84
const counts = ['accepted', 'stored', 'duplicates', 'dead_lettered', 'unmatched', 'unclassified'] as const

interface Props {
  sources: UseQueryResult<Sources>
  timezone: string | undefined
}

/** Every feed: how far it reaches and what became of what it sent. */
export function FeedsPanel({ sources, timezone }: Props) {
  const { t } = useTranslation('sources')
  const { count, instant } = useFormat()
  const lag = useLag()
  const rows = sources.data?.rows ?? []
  const columns: Column<Feed>[] = [
    { name: t('table.source'), cell: (row) => row.source },
    {
      name: t('table.state'),
      cell: (row) => <Pill tone={feedTones[row.state]}>{t(`state.${row.state}`)}</Pill>,
    },
    {
      name: t('table.last_event'),
      cell: (row) => (row.last_event_at === null ? t('table.never') : instant(row.last_event_at, timezone)),
    },
    { name: t('table.lag'), wide: true, cell: (row) => (row.lag_s === null ? '–' : lag(row.lag_s)) },
    ...counts.map((name) => ({
      name: t(`table.${name}`),
      number: true,
      wide: name !== 'stored',
      cell: (row: Feed) => count(row[name]),
    })),
  ]
  return (
    <Panel
      empty={rows.length === 0 ? t('feeds.empty') : null}
      height={heightPx}
      state={panelState([sources])}
      sub={t('table.sub')}
      title={t('table.title')}
    >
      <DataTable caption={t('table.title')} columns={columns} rowKey={(row) => row.source} rows={rows} />
    </Panel>
  )
}
