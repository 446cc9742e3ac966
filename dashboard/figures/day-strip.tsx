import styles from './day-strip.module.css'

interface Props {
  /** What the strip shows, in words. */
  label: string
  days: readonly { date: string; events: number; missed: boolean }[]
  /** Said of one day where the pointer rests. */
  sayDay: (day: { date: string; events: number }) => string
}

/** Events per day as small bars, the newest at the right; a day that was missed is hatched. */
export function DayStrip({ label, days, sayDay }: Props) {
  const most = Math.max(1, ...days.map(({ events }) => events))
  return (
    <div aria-label={label} className={styles.strip} role="img">
      {days.map((day) => (
        <span className={day.missed ? styles.missed : styles.day} key={day.date} title={sayDay(day)}>
          <i style={{ height: `${(day.events / most) * 100}%` }} />
        </span>
      ))}
    </div>
  )
}
