import styles from './band-bar.module.css'

/** A part of a whole in an order from most to least. */
export interface Band {
  name: string
  count: number
}

/** Parts of one whole from deep to pale, the last one empty: how many people do much, some, little, nothing. */
export function BandBar({ bands, label }: { bands: readonly Band[]; label: string }) {
  const all = bands.reduce((sum, { count }) => sum + count, 0)
  return (
    <div aria-label={label} className={styles.bar} role="img" title={label}>
      {bands.map(({ name, count }, index) => (
        <i
          className={look(index, bands.length)}
          key={name}
          style={{ width: `${all === 0 ? 0 : (100 * count) / all}%` }}
        />
      ))}
    </div>
  )
}

/** What the bands of a bar are called, in their order. */
export function BandLegend({ names }: { names: readonly string[] }) {
  return (
    <ul className={styles.legend}>
      {names.map((name, index) => (
        <li key={name}>
          <i className={look(index, names.length)} />
          {name}
        </li>
      ))}
    </ul>
  )
}

const looks = [styles.first, styles.second, styles.third, styles.fourth]

const look = (index: number, count: number) => (index === count - 1 ? styles.nothing : looks[index])
