import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { plainName } from '../sentences/plain-name.ts'
import type { Field } from './completeness-panel.tsx'

const counts = ['missing', 'placeholder', 'default', 'invalid'] as const

/** Every field with its counts. */
export function FieldNumbers({ fields, title }: { fields: readonly Field[]; title: string }) {
  const { t } = useTranslation()
  const { count, percent } = useFormat()
  const columns: Column<Field>[] = [
    { name: t('column.field'), cell: (row) => `${plainName(row.object)}: ${plainName(row.field)}` },
    { name: t('column.critical'), wide: true, cell: (row) => (row.critical ? t('column.yes') : '') },
    {
      name: t('column.fill_rate'),
      number: true,
      cell: (row) => (row.fill_rate === null ? '–' : percent(row.fill_rate)),
    },
    { name: t('column.applicable'), number: true, cell: (row) => count(row.applicable) },
    ...counts.map((each) => ({
      name: t(`column.${each}`),
      number: true,
      wide: true,
      cell: (row: Field) => count(row[each]),
    })),
  ]
  return <DataTable caption={title} columns={columns} rowKey={(row) => `${row.object}.${row.field}`} rows={fields} />
}
