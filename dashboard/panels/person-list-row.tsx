import { Link } from '@tanstack/react-router'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../schema/routes/people.ts'
import { personReason } from '../sentences/person-reason.ts'
import { plainName } from '../sentences/plain-name.ts'
import { useSay } from '../sentences/use-say.ts'
import { type PeopleColumn, peopleColumns } from './people-columns.ts'
import styles from './people-list.module.css'
import { StatePill } from './state-pill.tsx'
import { useLastActive } from './use-last-active.ts'

interface Props {
  /** Undefined while the row has not come yet. */
  row: PersonRow | undefined
  index: number
  on: string
  /** Whether the tab key stops at this row. */
  isStop: boolean
  onKey: (event: KeyboardEvent) => void
  /** One column for everything but the state, as a phone needs it. */
  phone: boolean
}

/** One person of the list: state, why, how active, and what is missing. */
export function PersonListRow({ row, index, ...props }: Props) {
  const { t } = useTranslation('people')
  return (
    <tr aria-rowindex={index + 2} className={styles.row} data-index={index}>
      {row === undefined ? (
        <th className={styles.name} scope="row">
          <span className="dim">{t('row_loading')}</span>
        </th>
      ) : (
        <Cells {...props} row={row} />
      )}
    </tr>
  )
}

type CellsProps = Omit<Props, 'row' | 'index'> & { row: PersonRow }

function Cells({ phone, ...props }: CellsProps) {
  const cells = useCells(props)
  if (phone) {
    return (
      <>
        <th className={styles.name} scope="row">
          {cells.name}
          {cells.why}
        </th>
        <td className={styles.state}>
          {cells.state}
          <span className={styles.small}>{cells.days}</span>
        </td>
      </>
    )
  }
  const [, ...others] = peopleColumns
  return (
    <>
      <th className={styles.name} scope="row">
        {cells.name}
      </th>
      {others.map(({ key }) => (
        <td className={styles[key]} key={key}>
          {cells[key]}
        </td>
      ))}
    </>
  )
}

function useCells({ row, on, isStop, onKey }: Omit<CellsProps, 'phone'>): Record<PeopleColumn, ReactNode> {
  const { t } = useTranslation('people')
  const say = useSay()
  const lastActive = useLastActive()
  return {
    name: (
      <>
        <Link
          className={styles.person}
          from="/people"
          onKeyDown={onKey}
          search={(before) => ({ ...before, person: row.person_id })}
          tabIndex={isStop ? 0 : -1}
        >
          {row.name || row.person_id}
        </Link>
        <span className={styles.group}>{[row.team, row.department].filter(Boolean).join(' · ')}</span>
      </>
    ),
    state: <StatePill state={row.state} />,
    why: <Clamped text={say(personReason(row, on))} />,
    days: t('days', { active: row.active_days, count: row.expected_days }),
    last_active: lastActive(row),
    missing: <Clamped text={missingTasks(row) ?? t('no_tasks')} />,
  }
}

/** At most two lines; the whole text is a pointer away. */
const Clamped = ({ text }: { text: string }) => (
  <span className={styles.clamp} title={text}>
    {text}
  </span>
)

function missingTasks({ missing, breadth }: PersonRow): string | null {
  return breadth === 'not_configured' || missing.length === 0 ? null : missing.map(plainName).join(' · ')
}
