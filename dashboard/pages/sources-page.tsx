import { useDelivery } from '../data/use-delivery.ts'
import { useSources } from '../data/use-sources.ts'
import { useStatus } from '../data/use-status.ts'
import { DeadLettersPanel } from '../panels/dead-letters-panel.tsx'
import { DoorPanel } from '../panels/door-panel.tsx'
import { FeedStripsPanel } from '../panels/feed-strips-panel.tsx'
import { FeedsPanel } from '../panels/feeds-panel.tsx'
import { UnclassifiedPanel } from '../panels/unclassified-panel.tsx'
import { UnmatchedPanel } from '../panels/unmatched-panel.tsx'
import styles from './sources.module.css'
import { SourcesHead } from './sources-head.tsx'

/** Where the data comes from, whether it still comes, and what of it cannot be used. */
export function SourcesPage() {
  const sources = useSources()
  const delivery = useDelivery()
  const { data: status } = useStatus()
  const timezone = status?.timezone
  return (
    <>
      <SourcesHead failed={sources.error !== null} sources={sources.data} />
      <div className={styles.panels}>
        <FeedStripsPanel sources={sources} />
        <FeedsPanel sources={sources} timezone={timezone} />
        <DeadLettersPanel sources={sources} timezone={timezone} />
        <div className={styles.half}>
          <UnmatchedPanel events={status?.unmatched} sources={sources} timezone={timezone} />
          <UnclassifiedPanel sources={sources} />
        </div>
        <DoorPanel delivery={delivery} timezone={timezone} />
      </div>
    </>
  )
}
