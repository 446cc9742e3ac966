import { useTranslation } from 'react-i18next'
import { type MeasureQuery, measureUrl, useMeasure } from '../data/use-measure.ts'
import { useFormat } from '../format/use-format.ts'
import { shown } from '../sentences/measure-answer.ts'
import { isFolded, movementFinding } from '../sentences/movement-finding.ts'
import { movedParts } from '../sentences/movement-parts.ts'
import { useSay } from '../sentences/use-say.ts'
import { MovementNumbers, MovementSteps } from './movement-steps.tsx'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './rows.module.css'

/** Height of the content in pixels. */
export const movementHeightPx = 340

/** Why adoption moved in four weeks: the parts of the change, which sum to it. */
export function MovementPanel({ query }: { query: MeasureQuery }) {
  const { t } = useTranslation('causes')
  const say = useSay()
  const { shortDate } = useFormat()
  const asked = { ...query, by: 'none', compare: '28d' }
  const movement = useMeasure('movement', asked)
  const row = shown(movement.data?.total)
  const moved = row && movedParts(row)
  const { from = '', on = '' } = movement.data ?? {}
  const finding = movementFinding(movement.data?.total ?? null)
  const title = finding ? say(finding) : t('movement.title')
  const remarks = [
    row && isFolded(row) && t('movement.folded'),
    row && (row.definition ?? 0) !== 0 && t('movement.rules_changed'),
  ].filter(Boolean)
  return (
    <Panel
      csv={measureUrl('movement', { ...asked, by: 'department' }, 'csv')}
      empty={movement.data && row === null ? t('hidden') : moved === null ? t('movement.empty') : null}
      height={movementHeightPx}
      state={panelState([movement])}
      sub={row && t('movement.sub', { from: shortDate(from), on: shortDate(on) })}
      table={row && moved && <MovementNumbers from={from} moved={moved} on={on} row={row} title={title} />}
      title={title}
    >
      {row && moved && <MovementSteps from={from} moved={moved} on={on} row={row} title={title} />}
      {remarks.map((remark) => (
        <p className={styles.remark} key={String(remark)}>
          {remark}
        </p>
      ))}
    </Panel>
  )
}
