import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../schema/routes/delivery.ts'
import { Pill } from '../figures/pill.tsx'
import { useFormat } from '../format/use-format.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './sources-panels.module.css'
import { useBytes } from './use-bytes.ts'

const heightPx = 50
const tones = { running: 'ok', retrying: 'warn', stopped: 'bad' } as const

interface Props {
  delivery: UseQueryResult<Delivery>
  timezone: string | undefined
}

/** What was acknowledged and is not in the numbers yet, and what holds it up. */
export function DoorPanel({ delivery, timezone }: Props) {
  const { t } = useTranslation('sources')
  return (
    <Panel height={heightPx} state={panelState([delivery])} sub={t('door.sub')} title={t('door.title')}>
      {delivery.data && <Facts delivery={delivery.data} timezone={timezone} />}
    </Panel>
  )
}

function Facts({ delivery, timezone }: { delivery: Delivery; timezone: string | undefined }) {
  const { t } = useTranslation('sources')
  const { instant } = useFormat()
  const bytes = useBytes()
  const { lane, lane_since, waiting_bytes, waiting_events, oldest_waiting_at, refusing, reason } = delivery
  const waiting = [
    waiting_events !== null && waiting_events > 0 && t('door.waiting_events', { count: waiting_events }),
    waiting_bytes > 0 && bytes(waiting_bytes),
  ].filter((each) => each !== false)
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('table.state')}</dt>
        <dd>
          <Pill tone={tones[lane]}>{t(`door.lane.${lane}`)}</Pill>
        </dd>
      </div>
      <div>
        <dt>{t('door.waiting')}</dt>
        <dd>{waiting.length === 0 ? t('door.nothing') : waiting.join(' · ')}</dd>
      </div>
      {oldest_waiting_at !== null && (
        <div>
          <dt>{t('door.oldest')}</dt>
          <dd>{instant(oldest_waiting_at, timezone)}</dd>
        </div>
      )}
      <div>
        <dt>{t('door.since')}</dt>
        <dd>{instant(lane_since, timezone)}</dd>
      </div>
      <div>
        <dt>{t('door.intake')}</dt>
        <dd>{refusing === null ? t('door.taken') : t(`door.refused.${refusing}`)}</dd>
      </div>
      {reason !== '' && (
        <div className={styles.whole}>
          <dt>{t('door.why')}</dt>
          <dd>{reason}</dd>
        </div>
      )}
    </dl>
  )
}
