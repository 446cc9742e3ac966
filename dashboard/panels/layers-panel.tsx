import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { Bar } from '../figures/bar.tsx'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { HeatShare } from '../figures/heat-share.tsx'
import { useFormat } from '../format/use-format.ts'
import { layerNames, layersFinding } from '../sentences/layers-finding.ts'
import { type Layers, shown, shownRows } from '../sentences/measure-answer.ts'
import { useSay } from '../sentences/use-say.ts'
import { HiddenRemark } from './hidden-remark.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'
import { useOfWhom } from './use-of-whom.ts'

/** Height of the content in pixels. */
export const layersHeightPx = 260

type Department = Layers & { department: string }

/** Which sides of the CRM people use: selling and serving, working together, reports and forecasts. */
export function LayersPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const ofWhom = useOfWhom()
  const asked = { ...query, by: 'department' }
  const layers = useMeasure('layers', asked)
  const total = shown(layers.data?.total)
  const finding = layersFinding(total)
  const title = finding ? say(finding) : t('layers.title')
  const rows = shownRows(layers.data?.rows ?? []).filter(({ measured }) => measured > 0)
  return (
    <Panel
      csv={measureUrl('layers', asked, 'csv')}
      empty={layers.data && (total === null ? t('hidden') : total.measured === 0 ? t('nobody_measured') : null)}
      height={layersHeightPx}
      state={panelState([layers])}
      sub={total && ofWhom(total.measured, layers.data?.on)}
      table={<Departments rows={rows} title={title} />}
      title={title}
    >
      {total && <Lines title={title} total={total} />}
      <HiddenRemark rows={layers.data?.rows ?? []} />
    </Panel>
  )
}

function Lines({ total, title }: { total: Layers; title: string }) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count, percent } = useFormat()
  const columns: Column<{ layer: (typeof layerNames)[number] }>[] = [
    {
      name: t('causes:layers.what'),
      cell: ({ layer }) => (
        <>
          {t(`causes:layers.line.${layer}`)}
          <span className={styles.what}>{t(`causes:layers.means.${layer}`)}</span>
        </>
      ),
    },
    {
      name: t('causes:layers.share'),
      look: styles.half,
      cell: ({ layer }) => {
        const share = total[`${layer}_share`]
        if (share === null) return <span className="dim">{t('causes:layers.untold')}</span>
        return (
          <span className={styles.pair}>
            <Bar share={share} />
            <b>{percent(share)}</b>
          </span>
        )
      },
    },
    {
      name: t('causes:layers.people'),
      number: true,
      wide: true,
      cell: ({ layer }) => {
        const people = total[layer]
        return people === null ? '–' : t('translation:metric.of', { part: count(people), all: count(total.measured) })
      },
    },
  ]
  const rows = layerNames.map((layer) => ({ layer }))
  return <DataTable caption={title} columns={columns} rowKey={({ layer }) => layer} rows={rows} />
}

function Departments({ rows, title }: { rows: readonly Department[]; title: string }) {
  const { t } = useTranslation(['causes', 'translation'])
  const { count } = useFormat()
  const columns: Column<Department>[] = [
    {
      name: t('translation:controls.department'),
      cell: ({ department }) => department || t('translation:controls.no_group'),
    },
    { name: t('translation:column.measured'), number: true, wide: true, cell: ({ measured }) => count(measured) },
    ...layerNames.map(
      (layer): Column<Department> => ({
        name: t(`causes:layers.line.${layer}`),
        number: true,
        cell: (row) => {
          const share = row[`${layer}_share`]
          return share === null ? '–' : <HeatShare share={share} />
        },
      }),
    ),
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ department }) => department} rows={rows} />
}
