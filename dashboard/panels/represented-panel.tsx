import { useTranslation } from 'react-i18next'
import { measureUrl } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Overview } from '../pages/use-overview.ts'
import { type Represented, shown } from '../sentences/measure-answer.ts'
import { largestLoss, representedFinding, representedSteps } from '../sentences/represented-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { RecordsLink } from './records-link.tsx'
import styles from './rows.module.css'
import { useIgnoredNote } from './use-ignored-note.ts'

const heightPx = 300

interface Step {
  step: (typeof representedSteps)[number]
  accounts: number
  lost: number | null
}

/** How many target enterprises are truly there, and at which step the others are lost. */
export function RepresentedPanel({ represented, query }: Pick<Overview, 'represented' | 'query'>) {
  const { t } = useTranslation()
  const say = useSay()
  const { percent } = useFormat()
  const ignored = useIgnoredNote('represented', query)
  const total = shown(represented.data?.total)
  const finding = representedFinding(total)
  const loss = largestLoss(total)
  const skipped = representedSteps.filter((step) => represented.data?.skipped.includes(step))
  const title = finding ? say(finding) : t('represented.title')
  const target = total?.target ?? null
  const toGo = target !== null && total?.gap ? t('represented.to_go', { count: total.gap }) : null
  const remarks = [
    loss && say(loss),
    ...skipped.map((step) => t('represented.skipped', { step: t(`represented.step.${step}`) })),
  ]
  return (
    <Panel
      csv={measureUrl('represented', query, 'csv')}
      empty={total === null || steps(total).length === 0 ? t('represented.empty') : null}
      footer={remarks.filter(Boolean).map((remark) => (
        <p className={styles.remark} key={remark}>
          {remark}
        </p>
      ))}
      height={heightPx}
      state={panelState([represented])}
      sub={[t('represented.sub'), target !== null && t('represented.target', { share: percent(target) }), toGo, ignored]
        .filter(Boolean)
        .join(' · ')}
      table={total && <StepNumbers rows={steps(total)} title={title} universe={total.universe} />}
      title={title}
    >
      {total && <Steps rows={steps(total)} title={title} universe={total.universe} />}
    </Panel>
  )
}

// What the accounts are that a step loses.
const lostAt = {
  universe: undefined,
  in_crm: 'not_in_crm',
  owned: 'not_owned',
  complete: 'not_complete',
  has_contact: 'without_contact',
  touched: 'not_touched',
} as const

interface StepsProps {
  rows: readonly Step[]
  title: string
  universe: number | null
}

function Steps({ rows, title, universe }: StepsProps) {
  const { t } = useTranslation()
  const { count, signed } = useFormat()
  const columns: Column<Step>[] = [
    { name: t('represented.step_name'), cell: ({ step }) => t(`represented.step.${step}`) },
    {
      name: t('represented.bar'),
      cell: ({ accounts }) => <Bar share={universe ? accounts / universe : null} />,
      look: styles.thin,
    },
    { name: t('represented.accounts'), number: true, cell: ({ accounts }) => <b>{count(accounts)}</b> },
    {
      name: t('represented.lost'),
      number: true,
      cell: ({ step, lost }) =>
        lost === null || lost === 0 ? (
          ''
        ) : (
          <RecordsLink count={lost} measure="represented" condition={lostAt[step]}>
            <span className="dim">{signed(-lost)}</span>
          </RecordsLink>
        ),
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ step }) => step} rows={rows} />
}

function StepNumbers({ rows, title, universe }: StepsProps) {
  const { t } = useTranslation()
  const { count, percent } = useFormat()
  const columns: Column<Step>[] = [
    { name: t('represented.step_name'), cell: ({ step }) => t(`represented.step.${step}`) },
    { name: t('represented.accounts'), number: true, cell: ({ accounts }) => count(accounts) },
    {
      name: t('represented.share'),
      number: true,
      cell: ({ accounts }) => (universe ? percent(accounts / universe) : '–'),
    },
    { name: t('represented.lost'), number: true, cell: ({ lost }) => (lost === null ? '–' : count(lost)) },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ step }) => step} rows={rows} />
}

/** The steps that could be formed, each with what the one before loses to it. */
function steps(row: Represented): Step[] {
  const formed = representedSteps.flatMap((step) => {
    const accounts = row[step]
    return accounts === null ? [] : [{ step, accounts }]
  })
  return formed.map((each, index) => {
    const before = formed[index - 1]
    return { ...each, lost: before ? before.accounts - each.accounts : null }
  })
}
