import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PhaseReport } from '../data/use-phase-report.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { Pill } from '../figures/pill.tsx'
import { useFormat } from '../format/use-format.ts'
import { actionsFinding } from '../sentences/actions-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './phase.module.css'

type Action = PhaseReport['actions']['rows'][number]

const tones = { overdue: 'bad', open: 'warn', done: 'ok' } as const

/** What reviews of the phase agreed on and is carried over; nothing where nothing was agreed. */
export function PhaseActions({ report }: { report: UseQueryResult<PhaseReport> }) {
  const { t } = useTranslation('phases')
  const { shortDate } = useFormat()
  const say = useSay()
  const actions = report.data?.actions
  const finding = actionsFinding(actions?.rows ?? [])
  if (!actions || !finding) return null
  const title = say(finding)
  return (
    <div className={styles.after}>
      <Panel
        height={120}
        state={panelState([report])}
        sub={
          actions.review_on === null
            ? t('actions.sub')
            : t('actions.sub_carried', { day: shortDate(actions.review_on) })
        }
        title={title}
      >
        <ActionTable rows={actions.rows} title={title} />
      </Panel>
    </div>
  )
}

function ActionTable({ rows, title }: { rows: Action[]; title: string }) {
  const { t } = useTranslation('phases')
  const { shortDate } = useFormat()
  const columns: Column<Action>[] = [
    { name: t('actions.action'), cell: ({ action }) => action },
    { name: t('actions.by'), cell: ({ by }) => by || '–' },
    {
      name: t('actions.agreed'),
      wide: true,
      cell: ({ agreed_on, carried_over }) =>
        carried_over ? t('actions.carried_over', { day: shortDate(agreed_on) }) : shortDate(agreed_on),
    },
    { name: t('actions.due'), wide: true, cell: ({ due }) => (due === null ? '–' : shortDate(due)) },
    {
      name: t('actions.state'),
      cell: ({ state, done_on }) => (
        <Pill tone={tones[state]}>
          {done_on === null ? t(`actions.${state}`) : t('actions.done', { day: shortDate(done_on) })}
        </Pill>
      ),
    },
  ]
  return (
    <DataTable
      caption={title}
      columns={columns}
      rowKey={({ action, agreed_on }) => `${action} ${agreed_on}`}
      rows={rows}
    />
  )
}
