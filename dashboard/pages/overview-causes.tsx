import { useTranslation } from 'react-i18next'
import type { MeasureQuery } from '../data/use-measure.ts'
import { useSession } from '../data/use-session.ts'
import { CirclePanel, circleHeightPx } from '../panels/circle-panel.tsx'
import { DepthPanel, depthHeightPx } from '../panels/depth-panel.tsx'
import { DualEntryPanel, dualEntryHeightPx } from '../panels/dual-entry-panel.tsx'
import { EffortPanel, effortHeightPx } from '../panels/effort-panel.tsx'
import { EntryLagPanel, entryLagHeightPx } from '../panels/entry-lag-panel.tsx'
import { GiveGetPanel, giveGetHeightPx } from '../panels/give-get-panel.tsx'
import { LayersPanel, layersHeightPx } from '../panels/layers-panel.tsx'
import { OutcomesPanel, outcomesHeightPx } from '../panels/outcomes-panel.tsx'
import { PulsePanel, pulseHeightPx } from '../panels/pulse-panel.tsx'
import { VoicePanel, voiceHeightPx } from '../panels/voice-panel.tsx'
import { WhenSeen } from '../panels/when-seen.tsx'
import styles from './overview.module.css'

interface Props {
  query: MeasureQuery
  /** The answers above have come. */
  ready: boolean
}

/** What stands behind the numbers: who pays for the data and how much, how widely it is used, what comes of it, what people say. */
export function OverviewCauses({ query, ready }: Props) {
  const { t } = useTranslation('causes')
  const { data: session } = useSession()
  // Leaders are named in it.
  const names = session?.names === true && session.role !== 'person'
  return (
    <>
      <Costs query={query} ready={ready} />
      <div className={styles.even}>
        <WhenSeen height={layersHeightPx} ready={ready} title={t('layers.title')}>
          <LayersPanel query={query} />
        </WhenSeen>
        <WhenSeen height={circleHeightPx} ready={ready} title={t('circle.title')}>
          <CirclePanel query={query} />
        </WhenSeen>
      </div>
      <div className={names ? styles.even : styles.one}>
        <WhenSeen height={depthHeightPx} ready={ready} title={t('depth.title')}>
          <DepthPanel query={query} />
        </WhenSeen>
        {names && (
          <WhenSeen height={pulseHeightPx} ready={ready} title={t('pulse.title')}>
            <PulsePanel query={query} />
          </WhenSeen>
        )}
      </div>
      <Effects query={query} ready={ready} />
    </>
  )
}

function Costs({ query, ready }: Props) {
  const { t } = useTranslation('causes')
  return (
    <>
      <div className={styles.even}>
        <WhenSeen height={giveGetHeightPx} ready={ready} title={t('give_get.title')}>
          <GiveGetPanel query={query} />
        </WhenSeen>
        <WhenSeen height={dualEntryHeightPx} ready={ready} title={t('dual_entry.title')}>
          <DualEntryPanel query={query} />
        </WhenSeen>
      </div>
      <div className={styles.even}>
        <WhenSeen height={effortHeightPx} ready={ready} title={t('effort.title')}>
          <EffortPanel query={query} />
        </WhenSeen>
        <WhenSeen height={entryLagHeightPx} ready={ready} title={t('entry_lag.title')}>
          <EntryLagPanel query={query} />
        </WhenSeen>
      </div>
    </>
  )
}

function Effects({ query, ready }: Props) {
  const { t } = useTranslation('causes')
  return (
    <div className={styles.even}>
      <WhenSeen height={outcomesHeightPx} ready={ready} title={t('outcomes.title')}>
        <OutcomesPanel query={query} />
      </WhenSeen>
      <WhenSeen height={voiceHeightPx} ready={ready} title={t('voice.title')}>
        <VoicePanel query={query} />
      </WhenSeen>
    </div>
  )
}
