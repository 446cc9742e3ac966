import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { plainName } from '../sentences/plain-name.ts'
import type { Field } from './completeness-panel.tsx'
import { RecordsLink } from './records-link.tsx'
import styles from './rows.module.css'

const shownFields = 4
const gaps = ['missing', 'placeholder', 'default', 'invalid'] as const

/** The critical fields that most open records lack, and in which way they lack them. */
export function CostlyFields({ fields }: { fields: readonly Field[] }) {
  const { t } = useTranslation()
  const { count } = useFormat()
  const costly = fields
    .filter((field) => field.critical && field.applicable > field.ok)
    .toSorted((a, b) => b.applicable - b.ok - (a.applicable - a.ok))
    .slice(0, shownFields)
  if (costly.length === 0) return null
  const how = (field: Field) =>
    gaps
      .filter((gap) => field[gap] > 0)
      .map((gap) => t(`completeness.gap.${gap}`, { count: field[gap] }))
      .join(' · ')
  const columns: Column<Field>[] = [
    {
      name: t('column.field'),
      cell: (field) => (
        <>
          {plainName(field.object)}: {plainName(field.field)}
          <span className={styles.what}>{how(field)}</span>
        </>
      ),
    },
    {
      name: t('completeness.lacking'),
      number: true,
      cell: ({ object, field, applicable, ok }) => (
        <RecordsLink count={applicable - ok} field={field} object={object}>
          <b>{count(applicable - ok)}</b>
        </RecordsLink>
      ),
    },
  ]
  return (
    <>
      <h3 className={styles.subhead}>{t('completeness.costly')}</h3>
      <DataTable
        caption={t('completeness.costly')}
        columns={columns}
        rowKey={(field) => `${field.object}.${field.field}`}
        rows={costly}
      />
    </>
  )
}
