import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Person } from '../data/use-person.ts'
import { useFormat } from '../format/use-format.ts'
import { plainName } from '../sentences/plain-name.ts'
import { Panel } from './panel.tsx'
import { panelState } from './panel-state.ts'
import styles from './person-days.module.css'

type Day = Person['days'][number]

const blockDays = 7
const heightPx = 300

/** The last eight blocks of seven days, the newest first: which days were expected, which were active. */
export function PersonDays({ person }: { person: UseQueryResult<Person> }) {
  const { t } = useTranslation('people')
  const blocks = blocksOf(person.data?.days ?? [])
  return (
    <Panel
      empty={blocks.length === 0 ? t('days_empty') : null}
      footer={<DayLegend />}
      height={heightPx}
      state={panelState([person])}
      sub={t('days_sub')}
      title={t('days_title')}
    >
      <table className={styles.days}>
        <caption className="visually-hidden">{t('days_title')}</caption>
        <colgroup>
          <col className={styles.from} />
          <col span={blockDays} />
        </colgroup>
        <tbody>
          {blocks.map((days) => (
            <Block days={days} key={days[0]?.date} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function Block({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation('people')
  const { shortDate, date } = useFormat()
  const [first] = days
  const last = days.at(-1)
  return (
    <tr>
      <th scope="row">
        {first && last ? t('from_to', { from: shortDate(first.date), to: shortDate(last.date) }) : ''}
      </th>
      {days.map((day) => {
        const kind = kindOf(day)
        const tasks = day.tasks.map(plainName).join(' · ')
        const said = [date(day.date), t(`day.${kind}`), tasks].filter(Boolean).join(', ')
        return (
          <td key={day.date}>
            <span aria-label={said} className={styles[kind]} role="img" title={said} />
          </td>
        )
      })}
    </tr>
  )
}

const kinds = ['active', 'active_extra', 'idle', 'off'] as const

function DayLegend() {
  const { t } = useTranslation('people')
  return (
    <ul className={styles.legend}>
      {kinds.map((kind) => (
        <li key={kind}>
          <i className={styles[kind]} />
          {t(`day.${kind}`)}
        </li>
      ))}
    </ul>
  )
}

function kindOf({ expected, active }: Day): (typeof kinds)[number] {
  if (active) return expected ? 'active' : 'active_extra'
  return expected ? 'idle' : 'off'
}

/** Blocks count back from the last day, as the rule of regularity does; the newest is first. */
function blocksOf(days: readonly Day[]): Day[][] {
  const blocks: Day[][] = []
  for (let end = days.length; end > 0; end -= blockDays) blocks.push(days.slice(Math.max(0, end - blockDays), end))
  return blocks
}
