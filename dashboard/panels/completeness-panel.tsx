import { useTranslation } from 'react-i18next'
import type { FieldCompleteness } from '../data/use-field-completeness.ts'
import { measureUrl } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Overview } from '../pages/use-overview.ts'
import { completenessFinding } from '../sentences/completeness-finding.ts'
import { type Completeness, shownRows } from '../sentences/measure-answer.ts'
import { plainName } from '../sentences/plain-name.ts'
import { useSay } from '../sentences/use-say.ts'
import { CostlyFields } from './costly-fields.tsx'
import { FieldNumbers } from './field-numbers.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { RecordsLink } from './records-link.tsx'
import styles from './rows.module.css'
import { useIgnoredNote } from './use-ignored-note.ts'

const heightPx = 340

/** A field that is shown. */
export type Field = Exclude<FieldCompleteness['rows'][number], { suppressed: true }>

/** Completeness by kind of record, and the fields whose gaps cost most. */
export function CompletenessPanel({ objects, fields, query }: Pick<Overview, 'objects' | 'fields' | 'query'>) {
  const { t } = useTranslation()
  const say = useSay()
  const ignored = useIgnoredNote('completeness', query)
  const kinds = shownRows(objects.data?.rows ?? []).filter(({ records }) => records > 0)
  const shownFields = shownRows(fields.data?.rows ?? [])
  const finding = completenessFinding(fields.data?.rows ?? [])
  const title = finding ? say(finding) : t('completeness.title')
  return (
    <Panel
      csv={measureUrl('completeness', { ...query, by: 'field' }, 'csv')}
      empty={kinds.length === 0 ? t('completeness.empty') : null}
      height={heightPx}
      state={panelState([objects, fields])}
      sub={[t('completeness.sub'), ignored].filter(Boolean).join(' · ')}
      table={<FieldNumbers fields={shownFields} title={title} />}
      title={title}
    >
      <Kinds rows={kinds.toSorted((a, b) => (a.rate ?? 2) - (b.rate ?? 2))} title={title} />
      <CostlyFields fields={shownFields} />
    </Panel>
  )
}

function Kinds({ rows, title }: { rows: readonly (Completeness & { object: string })[]; title: string }) {
  const { t } = useTranslation()
  const { count, percent } = useFormat()
  const columns: Column<Completeness & { object: string }>[] = [
    { name: t('column.object'), cell: ({ object }) => plainName(object) },
    { name: t('completeness.bar'), cell: ({ rate }) => <Bar share={rate} />, look: styles.thin },
    {
      name: t('column.complete'),
      number: true,
      cell: (row) => (
        <>
          <b>{row.rate === null ? '–' : percent(row.rate)}</b>{' '}
          <span className={styles.counts}>
            <RecordsLink count={row.records - row.complete} object={row.object}>
              {t('metric.of', { part: count(row.complete), all: count(row.records) })}
            </RecordsLink>
          </span>
        </>
      ),
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={(row) => row.object} rows={rows} />
}
