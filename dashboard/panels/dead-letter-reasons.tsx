import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { datasetName } from '../../schema/datasets/dataset.ts'
import type { DeadLetterReason } from '../../schema/routes/dead-letters.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import styles from './sources-panels.module.css'
import { useReasonWords } from './use-reason-words.ts'

interface Props {
  reasons: readonly DeadLetterReason[]
  timezone: string | undefined
  /** The viewer may see the rows behind a reason. */
  open?: boolean
}

/** Why rows and events were refused, most first. */
export function DeadLetterReasons({ reasons, timezone, open = false }: Props) {
  const { t } = useTranslation('sources')
  const { count, instant } = useFormat()
  const words = useReasonWords()
  const columns: Column<DeadLetterReason>[] = [
    {
      name: t('dead.reason'),
      cell: (row) => (open ? <OpenReason reason={row}>{words(row)}</OpenReason> : words(row)),
    },
    { name: t('dead.dataset'), cell: (row) => row.dataset },
    { name: t('dead.newest'), wide: true, cell: (row) => instant(row.newest_at, timezone) },
    { name: t('dead.letters'), number: true, cell: (row) => count(row.letters) },
  ]
  return (
    <DataTable
      caption={t('dead.reasons')}
      columns={columns}
      rowKey={(row) => `${row.dataset} ${row.code}`}
      rows={reasons}
    />
  )
}

function OpenReason({ reason, children }: { reason: DeadLetterReason; children: string }) {
  const { t } = useTranslation('sources')
  const dataset = datasetName.safeParse(reason.dataset).data
  return (
    <Link
      aria-label={t('dead.open_reason', { reason: children })}
      className={styles.open}
      from="/sources"
      resetScroll={false}
      search={(before) => ({ ...before, code: reason.code, dataset, letter: undefined })}
    >
      {children}
    </Link>
  )
}
