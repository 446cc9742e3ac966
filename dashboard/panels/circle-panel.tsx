import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { useFormat } from '../format/use-format.ts'
import { type CircleLink, circleFinding, circleLinks, linkDirection } from '../sentences/circle-finding.ts'
import { type CircleTotal, shown } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useIgnoredNote } from './use-ignored-note.ts'

/** Height of the content in pixels. */
export const circleHeightPx = 250

type Link = CircleLink & { link: (typeof circleLinks)[number] }

/** Whether more use goes with better data later, and better data with more use. */
export function CirclePanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { date } = useFormat()
  const { on, ...filters } = query
  const asked: MeasureQuery = { ...filters, to: on, grain: 'week', by: 'department' }
  const circle = useMeasure('circle', asked)
  const ignored = useIgnoredNote('circle', query)
  const total = shown(circle.data?.total)
  const finding = circleFinding(total)
  const title = finding ? say(finding) : t('circle.title')
  const { from, to } = circle.data ?? {}
  const span = from && to && t('circle.sub', { from: date(from), to: date(to) })
  return (
    <Panel
      csv={measureUrl('circle', asked, 'csv')}
      empty={circle.data && (total === null ? t('hidden') : finding === null ? t('circle.empty') : null)}
      height={circleHeightPx}
      state={panelState([circle])}
      sub={[span, ignored].filter(Boolean).join(' · ')}
      title={title}
    >
      {total && <Links title={title} total={total} />}
      <p className={styles.remark}>{t('circle.association')}</p>
    </Panel>
  )
}

function Links({ total, title }: { total: CircleTotal; title: string }) {
  const { t } = useTranslation('causes')
  const { count, hundredths } = useFormat()
  const columns: Column<Link>[] = [
    { name: t('circle.link'), cell: ({ link }) => t(`circle.links.${link}`) },
    { name: t('circle.says'), cell: (link) => t(`circle.direction.${linkDirection(link) ?? 'unknown'}`) },
    { name: 'r', number: true, cell: ({ r }) => (r === null ? '–' : <b>{hundredths(r)}</b>) },
    {
      name: t('circle.interval'),
      number: true,
      wide: true,
      cell: ({ low, high }) =>
        low === null || high === null ? '–' : t('circle.from_to', { low: hundredths(low), high: hundredths(high) }),
    },
    { name: t('circle.pairs'), number: true, wide: true, cell: ({ pairs }) => count(pairs) },
  ]
  const links = circleLinks.map((link) => ({ ...total[link], link }))
  return <DataTable caption={title} columns={columns} rowKey={({ link }) => link} rows={links} />
}
