import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { NoteLine } from '../figures/note-line.tsx'
import { useFormat } from '../format/use-format.ts'
import { type Perfunctory, shown, shownRows, type Verified } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { flags, perfunctoryRemark, verifiedFinding } from '../sentences/verified-finding.ts'
import { HiddenRemark } from './hidden-remark.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useOfWhom } from './use-of-whom.ts'

/** Height of the content in pixels. */
export const verifiedHeightPx = 340

type Department = Verified & { department: string }

/** What is left of adoption without actions that look as if they were done for the count. */
export function VerifiedPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const asked = { ...query, by: 'department' }
  const verified = useMeasure('verified', asked)
  const perfunctory = useMeasure('perfunctory', { ...query, by: 'none' })
  const ofWhom = useOfWhom()
  const total = shown(verified.data?.total)
  const flagged = shown(perfunctory.data?.total)
  const finding = verifiedFinding(total)
  const title = finding ? say(finding) : t('verified.title')
  const rows = shownRows(verified.data?.rows ?? []).filter(({ measured }) => measured > 0)
  const ranked = rows.toSorted((a, b) => b.gap_people - a.gap_people || b.adopted - a.adopted)
  const remark = perfunctoryRemark(flagged)
  return (
    <Panel
      csv={measureUrl('verified', asked, 'csv')}
      empty={verified.data?.total === null ? t('hidden') : rows.length === 0 ? t('nobody_measured') : null}
      height={verifiedHeightPx}
      state={panelState([verified, perfunctory])}
      sub={total && ofWhom(total.measured, verified.data?.on)}
      table={<Departments rows={ranked} title={title} />}
      title={title}
    >
      {remark && <p className={styles.note}>{say(remark)}</p>}
      {flagged && <Flags flagged={flagged} />}
      <Departments bars rows={ranked} title={title} />
      <HiddenRemark rows={verified.data?.rows ?? []} />
    </Panel>
  )
}

/** How often each kind of flag stands. */
function Flags({ flagged }: { flagged: Perfunctory }) {
  const { t } = useTranslation('causes')
  if (flagged.flagged === 0) return null
  const parts = flags
    .filter((flag) => flagged[flag] > 0)
    .map((flag) => t(`verified.flag.${flag}`, { count: flagged[flag] }))
  return (
    <p className={styles.note}>
      <NoteLine parts={parts} />
    </p>
  )
}

function Departments({ rows, title, bars = false }: { rows: readonly Department[]; title: string; bars?: boolean }) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count, percent } = useFormat()
  const share = (value: number | null) => (value === null ? '–' : percent(value))
  const columns: Column<Department>[] = [
    {
      name: t('translation:controls.department'),
      cell: ({ department }) => department || t('translation:controls.no_group'),
    },
    ...(bars
      ? [
          {
            name: t('causes:verified.bar'),
            look: styles.thin,
            cell: (row: Department) => <Bar share={row.verified_rate} />,
          },
        ]
      : [{ name: t('translation:column.measured'), number: true, cell: (row: Department) => count(row.measured) }]),
    { name: t('causes:verified.verified'), number: true, cell: (row) => <b>{share(row.verified_rate)}</b> },
    { name: t('causes:verified.all'), number: true, cell: (row) => share(row.rate) },
    {
      name: t('causes:verified.fewer'),
      number: true,
      cell: ({ gap_people: gap }) =>
        gap === 0 ? <span className="dim">0</span> : <span className="down">{count(gap)}</span>,
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ department }) => department} rows={rows} />
}
