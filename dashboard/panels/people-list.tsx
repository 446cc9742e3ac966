import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonRow } from '../../schema/routes/people.ts'
import { PeopleHeader } from './people-header.tsx'
import styles from './people-list.module.css'
import { PersonListRow } from './person-list-row.tsx'
import { rowAfterKey } from './row-after-key.ts'
import { useIsPhone } from './use-is-phone.ts'

interface Props {
  /** Rows that have come so far; the rest follows as the reader gets there. */
  rows: readonly PersonRow[]
  total: number
  on: string
  isFetching: boolean
  fetchNext: () => void
}

const headerPx = 34
const rowPx = { desk: 59, phone: 105 }
/** Rows drawn beyond the visible ones on each side. */
const spareRows = 4

/** Everyone in one list: only the rows in sight are in the page, and the arrow keys walk through all of them. */
export function PeopleList(props: Props) {
  const phone = useIsPhone()
  // The rows of a phone have another height, so its list is another one.
  return <VirtualList {...props} key={String(phone)} phone={phone} />
}

function VirtualList({ rows, total, on, isFetching, fetchNext, phone }: Props & { phone: boolean }) {
  const { t } = useTranslation('people')
  const frame = useRef<HTMLDivElement>(null)
  const height = phone ? rowPx.phone : rowPx.desk
  const list = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: spareRows,
    scrollPaddingStart: phone ? 0 : headerPx,
    scrollMargin: phone ? 0 : headerPx,
  })
  const seen = list.getVirtualItems()
  const missing = rows.length < total && (seen.at(-1)?.index ?? 0) >= rows.length - 1
  useEffect(() => {
    if (missing && !isFetching) fetchNext()
  }, [missing, isFetching, fetchNext])

  const { active, move } = useActiveRow(frame, total, (index) => list.scrollToIndex(index))
  // The list always has one stop for the tab key, also when the row last visited is out of sight.
  const stop = seen.some(({ index }) => index === active) ? active : (seen[0]?.index ?? 0)
  const pageRows = Math.max(1, Math.floor((frame.current?.clientHeight ?? height) / height) - 1)
  return (
    <div className={styles.frame} ref={frame}>
      <div style={{ height: list.getTotalSize() + (phone ? 0 : headerPx) }}>
        <table aria-label={t('title')} aria-rowcount={total + 1} className={styles.grid}>
          {!phone && <PeopleHeader />}
          <tbody style={roomAbove((seen[0]?.index ?? 0) * height)}>
            {seen.map(({ index }) => (
              <PersonListRow
                index={index}
                isStop={index === stop}
                key={index}
                on={on}
                onKey={(event) => move(event, index, pageRows)}
                phone={phone}
                row={rows[index]}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** Row that the keys are at, and the way to another one: it is scrolled to, drawn, and then focused. */
function useActiveRow(frame: { current: HTMLElement | null }, total: number, scrollTo: (index: number) => void) {
  const [active, setActive] = useState(0)
  const wanted = useRef<number | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const link = frame.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] a`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
  })
  const move = (event: KeyboardEvent, from: number, pageRows: number) => {
    const next = rowAfterKey(event.key, from, total, pageRows)
    if (next === null) return
    event.preventDefault()
    wanted.current = next
    setActive(next)
    scrollTo(next)
  }
  return { active, move }
}

// A custom property is no key of the style type; the style sheet turns it into the room of the rows not drawn.
const roomAbove = (px: number) => ({ '--room-above': `${px}px` }) as CSSProperties
