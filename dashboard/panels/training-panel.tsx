import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { shownRows, type Training } from '../sentences/measure-answer.ts'
import { trainingFinding } from '../sentences/training-finding.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'

/** Height of the content in pixels. */
export const trainingHeightPx = 260

/** Who is trained, and whether they take the CRM up more often than peers who are not yet. */
export function TrainingPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { shortDate } = useFormat()
  const asked = { ...query, by: 'none' }
  const training = useMeasure('training', asked)
  const rows = shownRows(training.data?.rows ?? []).filter(({ course }) => course !== '')
  const finding = trainingFinding(rows)
  const title = finding ? say(finding) : t('training.title')
  const on = training.data?.on
  const hidden = training.data?.rows.some((row) => 'suppressed' in row)
  return (
    <Panel
      csv={measureUrl('training', { ...asked, by: 'department' }, 'csv')}
      empty={training.data && rows.length === 0 ? t(hidden ? 'hidden' : 'training.empty') : null}
      height={trainingHeightPx}
      state={panelState([training])}
      sub={on && t('training.sub', { day: shortDate(on) })}
      table={<Courses all rows={rows} title={title} />}
      title={title}
    >
      <Courses rows={rows} title={title} />
      <p className={styles.remark}>{t('training.association')}</p>
    </Panel>
  )
}

const spans = ['2w', '4w', '12w'] as const

function Courses({ rows, title, all = false }: { rows: readonly Training[]; title: string; all?: boolean }) {
  const { t } = useTranslation('causes')
  const { count } = useFormat()
  const shownSpans = all ? spans : (['4w'] as const)
  const columns: Column<Training>[] = [
    { name: t('training.course'), cell: ({ course }) => course },
    {
      name: t('training.trained'),
      number: true,
      cell: (row) => <ShareOf all={row.measured} share={row.share} />,
    },
    ...shownSpans.flatMap((span): Column<Training>[] => [
      {
        name: t(`training.after_${span}`),
        number: true,
        cell: (row) => <ShareOf all={row[`followed_${span}`]} share={row[`rate_${span}`]} />,
      },
      {
        name: t(`training.peers_${span}`),
        number: true,
        wide: true,
        cell: (row) => <ShareOf all={row[`peers_${span}`]} share={row[`peer_rate_${span}`]} />,
      },
    ]),
    {
      name: t('training.not_adopted'),
      number: true,
      cell: ({ not_adopted_3w: people }) =>
        people ? (
          <span className="down">{count(people)}</span>
        ) : (
          <span className="dim">{people === null ? '–' : 0}</span>
        ),
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ course }) => course} rows={rows} />
}

/** A share and of how many; a dash where it is not shown. */
function ShareOf({ share, all }: { share: number | null; all: number }) {
  const { t } = useTranslation('causes')
  const { percent } = useFormat()
  if (share === null) return <span className="dim">–</span>
  return (
    <>
      <b>{percent(share)}</b> <span className={styles.counts}>{t('training.of', { count: all })}</span>
    </>
  )
}
