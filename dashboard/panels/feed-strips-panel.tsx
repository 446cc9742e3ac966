import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Feed, Sources } from '../data/use-sources.ts'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { DayStrip } from '../figures/day-strip.tsx'
import { Pill } from '../figures/pill.tsx'
import { useFormat } from '../format/use-format.ts'
import styles from './feed-strips.module.css'
import { feedTones } from './feed-tones.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import { useRhythm } from './use-rhythm.ts'

const heightPx = 62

/** Every feed as a row of days: where it delivers, and where it did not. */
export function FeedStripsPanel({ sources }: { sources: UseQueryResult<Sources> }) {
  const { t, i18n } = useTranslation('sources')
  const rows = sources.data?.rows ?? []
  const silent = rows.filter(({ missed_days }) => missed_days > 0).map(({ source }) => source)
  const names = new Intl.ListFormat(i18n.language === 'en' ? 'en-GB' : i18n.language).format(silent)
  return (
    <Panel
      empty={rows.length === 0 ? t('feeds.empty') : null}
      footer={<p className={styles.note}>{t('feeds.rhythm_note')}</p>}
      height={heightPx}
      state={panelState([sources])}
      sub={t('feeds.sub')}
      table={<DayTable rows={rows} />}
      title={silent.length > 0 ? t('feeds.title_silent', { names, count: silent.length }) : t('feeds.title')}
    >
      <ul className={styles.feeds}>
        {rows.map((feed) => (
          <FeedStrip feed={feed} key={feed.source} />
        ))}
      </ul>
    </Panel>
  )
}

function FeedStrip({ feed }: { feed: Feed }) {
  const { t } = useTranslation('sources')
  const { count, shortDate } = useFormat()
  const rhythm = useRhythm()
  const events = feed.days.reduce((sum, day) => sum + day.events, 0)
  const active = feed.days.filter((day) => day.events > 0).length
  const label = t('feeds.strip', {
    ...{ name: feed.source, events: count(events), active: count(active), missed: count(feed.missed_days) },
  })
  return (
    <li className={styles.feed}>
      <p className={styles.name}>
        <b>{feed.source}</b> <Pill tone={feedTones[feed.state]}>{t(`state.${feed.state}`)}</Pill>
        <span>{rhythm(feed)}</span>
      </p>
      <DayStrip days={feed.days} label={label} sayDay={(day) => `${shortDate(day.date)}: ${count(day.events)}`} />
      <p className={styles.events}>
        {count(events)} <span>{t('feeds.events')}</span>
      </p>
    </li>
  )
}

function DayTable({ rows }: { rows: readonly Feed[] }) {
  const { t } = useTranslation('sources')
  const { count, date } = useFormat()
  const days = (rows[0]?.days ?? []).map((day, place) => ({ date: day.date, place })).toReversed()
  const columns: Column<(typeof days)[number]>[] = [
    { name: t('feeds.day'), cell: (day) => date(day.date) },
    ...rows.map((feed) => ({
      name: feed.source,
      number: true,
      cell: ({ place }: (typeof days)[number]) => count(feed.days[place]?.events ?? 0),
    })),
  ]
  return <DataTable caption={t('feeds.title')} columns={columns} rowKey={(day) => day.date} rows={days} />
}
