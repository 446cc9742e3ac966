import { useTranslation } from 'react-i18next'
import { type Column, DataTable } from '../figures/data-table.tsx'
import { ShiftBar } from '../figures/shift-bar.tsx'
import { useFormat } from '../format/use-format.ts'
import type { Movement } from '../sentences/measure-answer.ts'
import type { Moved, MovementCause } from '../sentences/movement-parts.ts'
import styles from './rows.module.css'

interface Props {
  row: Movement
  moved: Moved
  from: string
  on: string
  title: string
}

/** A line of the change: one of its two ends, or what moved it; in tenths of a per cent. */
interface Step {
  cause: MovementCause | 'before' | 'now'
  begins: number
  ends: number
}

/** The change as steps from the first date to the last, each bar beginning where the one before it ended. */
export function MovementSteps({ row, moved, from, on, title }: Props) {
  const { t } = useTranslation('causes')
  const { percentTenths, shortDate, signedTenths } = useFormat()
  const people = useMovedPeople(row)
  const steps = stepsOf(moved)
  const place = scaleOf(steps)
  const isEnd = ({ cause }: Step) => cause === 'before' || cause === 'now'
  const columns: Column<Step>[] = [
    {
      name: t('movement.what'),
      cell: (step) => (
        <>
          {step.cause === 'before'
            ? shortDate(from)
            : step.cause === 'now'
              ? shortDate(on)
              : t(`movement.part.${step.cause}`)}
          <span className={styles.what}>{people(step.cause)}</span>
        </>
      ),
    },
    {
      name: t('movement.bar'),
      look: styles.thin,
      cell: (step) => <ShiftBar from={place(step.begins)} place={isEnd(step)} to={place(step.ends)} />,
    },
    {
      name: t('movement.points'),
      number: true,
      cell: (step) =>
        isEnd(step) ? (
          <b>{percentTenths(step.ends)}</b>
        ) : (
          <Shift said={signedTenths(step.ends - step.begins)} step={step} />
        ),
    },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ cause }) => cause} rows={steps} />
}

/** The same numbers alone. */
export function MovementNumbers({ row, moved, from, on, title }: Props) {
  const { t } = useTranslation('causes')
  const { date, percentTenths, signedTenths } = useFormat()
  const people = useMovedPeople(row)
  const columns: Column<Step>[] = [
    {
      name: t('movement.what'),
      cell: ({ cause }) => (cause === 'before' ? date(from) : cause === 'now' ? date(on) : t(`movement.part.${cause}`)),
    },
    {
      name: t('movement.points'),
      number: true,
      cell: ({ cause, begins, ends }) =>
        cause === 'before' || cause === 'now' ? percentTenths(ends) : signedTenths(ends - begins),
    },
    { name: t('movement.people'), cell: ({ cause }) => people(cause) },
  ]
  return <DataTable caption={title} columns={columns} rowKey={({ cause }) => cause} rows={stepsOf(moved)} />
}

function Shift({ step: { begins, ends }, said }: { step: Step; said: string }) {
  return <span className={ends > begins ? 'up' : ends < begins ? 'down' : 'dim'}>{said}</span>
}

/** Whom a step is about, where that is known. */
function useMovedPeople(row: Movement): (cause: Step['cause']) => string {
  const { t } = useTranslation('causes')
  const { count } = useFormat()
  const pair = (key: 'joined' | 'moved', came: number | null, went: number | null) =>
    came === null || went === null || came + went === 0
      ? ''
      : t(`movement.${key}`, { came: count(came), went: count(went) })
  return (cause) => {
    if (cause === 'before') return t('of_people', { part: count(row.adopted_published), count: row.measured_published })
    if (cause === 'now') return t('of_people', { part: count(row.adopted), count: row.measured })
    if (cause === 'joiners_leavers') return pair('joined', row.joiners, row.leavers)
    return cause === 'transfers' ? pair('moved', row.transferred_in, row.transferred_out) : ''
  }
}

function stepsOf({ before, now, parts }: Moved): Step[] {
  const steps: Step[] = [{ cause: 'before', begins: before, ends: before }]
  let at = before
  for (const { cause, tenths } of parts) {
    steps.push({ cause, begins: at, ends: at + tenths })
    at += tenths
  }
  return [...steps, { cause: 'now', begins: now, ends: now }]
}

// Few points of hundred: the scale holds what the steps touch, with some room at both ends.
function scaleOf(steps: readonly Step[]): (tenths: number) => number {
  const touched = steps.flatMap(({ begins, ends }) => [begins, ends])
  const least = Math.min(...touched)
  const span = Math.max(Math.max(...touched) - least, 1) * 1.2
  return (tenths) => (tenths - least) / span + 1 / 12
}
