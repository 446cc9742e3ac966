import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Sources } from '../data/use-sources.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { Pill } from '../figures/pill.tsx'
import { useFormat } from '../format/use-format.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { useLag } from './use-lag.ts'

const heightPx = 130
const tones = { live: 'ok', quiet: 'warn', stopped: 'bad' } as const
const counts = ['accepted', 'stored', 'duplicates', 'dead_lettered', 'unmatched', 'unclassified'] as const
type Feed = Sources['rows'][number]

interface Props {
  sources: UseQueryResult<Sources>
  timezone: string | undefined
}

/** Every feed: whether it lives, how far it reaches and what became of what it sent. */
export function FeedsPanel({ sources, timezone }: Props) {
  const { t } = useTranslation()
  const { count, instant } = useFormat()
  const lag = useLag()
  const rows = sources.data?.rows ?? []
  const columns: Column<Feed>[] = [
    { name: t('sources.source'), cell: (row) => row.source },
    {
      name: t('sources.state_name'),
      cell: (row) => <Pill tone={tones[row.state]}>{t(`sources.state.${row.state}`)}</Pill>,
    },
    {
      name: t('sources.last_event'),
      cell: (row) => (row.last_event_at === null ? t('sources.never') : instant(row.last_event_at, timezone)),
    },
    { name: t('sources.lag'), wide: true, cell: (row) => (row.lag_s === null ? '–' : lag(row.lag_s)) },
    ...counts.map((name) => ({
      name: t(`sources.${name}`),
      number: true,
      wide: name !== 'stored',
      cell: (row: Feed) => count(row[name]),
    })),
  ]
  return (
    <Panel
      empty={rows.length === 0 ? t('sources.feeds_empty') : null}
      height={heightPx}
      state={panelState([sources])}
      sub={t('sources.feeds_sub')}
      title={t('sources.feeds')}
    >
      <DataTable caption={t('sources.feeds')} columns={columns} rowKey={(row) => row.source} rows={rows} />
    </Panel>
  )
}
