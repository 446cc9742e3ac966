import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DatasetName } from '../../schema/datasets/dataset.ts'
import { eventsColumns } from '../../schema/datasets/events.ts'
import type { DeadLetterLine } from '../../schema/routes/dead-letters.ts'
import type { Choice } from '../data/use-dead-letter-care.ts'
import { type DeadLetterFilter, useDeadLetters } from '../data/use-dead-letters.ts'
import { useSession } from '../data/use-session.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { ScrollArea } from '../figures/scroll-area.tsx'
import { useFormat } from '../format/use-format.ts'
import { DiscardForm } from './discard-form.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { RepairForm } from './repair-form.tsx'
import styles from './sources-panels.module.css'
import { useLetterPlace } from './use-letter-place.ts'
import { useReasonWords } from './use-reason-words.ts'

interface Props {
  filter: DeadLetterFilter & { dataset?: DatasetName | undefined }
  timezone: string | undefined
  onDone: (outcome: string) => void
}

/** The refused rows of one reason, or those that wait no more; all of a reason can be repaired or given up at once. */
export function DeadLetterList({ filter, timezone, onDone }: Props) {
  const { t } = useTranslation('sources')
  const words = useReasonWords()
  const letters = useDeadLetters(filter)
  const isWaiting = filter.state === 'waiting'
  const { rows = [], total = 0 } = letters.data ?? {}
  const columns = useColumns(filter, timezone)
  const [first] = rows
  const title =
    isWaiting && first
      ? t('dead.list', { reason: words(first) })
      : t(`dead.list_${filter.state === 'replayed' ? 'replayed' : 'discarded'}`)
  const empty = filter.state === 'waiting' ? t('dead.empty') : t(`dead.empty_${filter.state}`)
  return (
    <Panel
      empty={letters.data && total === 0 ? empty : null}
      height={120}
      state={panelState([letters])}
      sub={letters.data ? t('dead.shown', { shown: rows.length, total }) : ''}
      title={title}
    >
      {isWaiting && <BackToReasons />}
      <ScrollArea label={title}>
        <DataTable caption={title} columns={columns} rowKey={(row) => row.dead_id} rows={rows} />
      </ScrollArea>
      {letters.hasNextPage && (
        <p className={styles.actions}>
          <button
            className={styles.button}
            disabled={letters.isFetchingNextPage}
            onClick={() => void letters.fetchNextPage()}
            type="button"
          >
            {t('dead.more')}
          </button>
        </p>
      )}
      {isWaiting && first && <CareForAll count={total} filter={filter} first={first} onDone={onDone} />}
    </Panel>
  )
}

function BackToReasons() {
  const { t } = useTranslation('sources')
  return (
    <p className={styles.back}>
      <Link
        from="/sources"
        resetScroll={false}
        search={(before) => ({ ...before, code: undefined, dataset: undefined, letter: undefined })}
      >
        {t('dead.all_reasons')}
      </Link>
    </p>
  )
}

interface CareProps {
  count: number
  filter: Props['filter']
  first: DeadLetterLine
  onDone: (outcome: string) => void
}

function CareForAll({ count, filter: { code, dataset }, first, onDone }: CareProps) {
  const role = useSession().data?.role
  if (code === undefined || dataset === undefined) return null
  const choice: Choice = { where: { code, dataset } }
  // One identity is for one event, so it is never set in many.
  const columns = eventsColumns.filter((column) => column !== 'message_id' || count === 1)
  return (
    <div className={styles.forms}>
      {role === 'admin' && dataset === 'events' && (
        <RepairForm
          choice={choice}
          columns={columns}
          count={count}
          fields={first.column === null ? {} : { [first.column]: '' }}
          many
          onDone={onDone}
        />
      )}
      <DiscardForm choice={choice} count={count} many onDone={onDone} />
    </div>
  )
}

function useColumns({ state }: DeadLetterFilter, timezone: string | undefined): Column<DeadLetterLine>[] {
  const { t } = useTranslation('sources')
  const { instant } = useFormat()
  const place = useLetterPlace()
  const words = useReasonWords()
  const isAdmin = useSession().data?.role === 'admin'
  const where: Column<DeadLetterLine> = {
    name: t('dead.place'),
    cell: (row) => (isAdmin ? <OpenLetter id={row.dead_id}>{place(row)}</OpenLetter> : place(row)),
  }
  const source: Column<DeadLetterLine> = { name: t('dead.source'), wide: true, cell: (row) => row.source }
  if (state === 'waiting') {
    return [
      where,
      source,
      { name: t('dead.newest'), cell: (row) => instant(row.received_at, timezone) },
      { name: t('dead.came'), wide: true, cell: (row) => t('dead.times', { count: row.times }) },
      { name: t('dead.in_words'), wide: true, cell: (row) => row.reason },
    ]
  }
  return [
    where,
    source,
    { name: t('dead.reason'), wide: true, cell: words },
    { name: t('dead.ended'), cell: (row) => (row.ended_at === null ? '' : instant(row.ended_at, timezone)) },
    { name: t('dead.ended_by'), wide: true, cell: (row) => row.ended_by },
    ...(state === 'discarded' ? [{ name: t('dead.why'), cell: (row: DeadLetterLine) => row.discard_reason }] : []),
  ]
}

function OpenLetter({ id, children }: { id: string; children: string }) {
  return (
    <Link className={styles.open} from="/sources" resetScroll={false} search={(before) => ({ ...before, letter: id })}>
      {children}
    </Link>
  )
}
