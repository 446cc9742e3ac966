import { useTranslation } from 'react-i18next'
import type { MeasureQuery } from '../data/use-measure.ts'
import { useSession } from '../data/use-session.ts'
import { CirclePanel, circleHeightPx } from '../panels/circle-panel.tsx'
import { DualEntryPanel, dualEntryHeightPx } from '../panels/dual-entry-panel.tsx'
import { GiveGetPanel, giveGetHeightPx } from '../panels/give-get-panel.tsx'
import { PulsePanel, pulseHeightPx } from '../panels/pulse-panel.tsx'
import { WhenSeen } from '../panels/when-seen.tsx'
import styles from './overview.module.css'

/** What stands behind the numbers: who pays for the data, what is done elsewhere, and whether those who lead use it. */
export function OverviewCauses({ query, ready }: { query: MeasureQuery; ready: boolean }) {
  const { t } = useTranslation('causes')
  const { data: session } = useSession()
  // Leaders are named in it.
  const names = session?.names === true && session.role !== 'person'
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
      <div className={names ? styles.even : styles.one}>
        {names && (
          <WhenSeen height={pulseHeightPx} ready={ready} title={t('pulse.title')}>
            <PulsePanel query={query} />
          </WhenSeen>
        )}
        <WhenSeen height={circleHeightPx} ready={ready} title={t('circle.title')}>
          <CirclePanel query={query} />
        </WhenSeen>
      </div>
    </>
  )
}
