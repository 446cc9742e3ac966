import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import styles from './panel.module.css'

// Far enough that whoever reads on sees no panel take the height of its answer.
const aheadPx = 600
const frameAndHeadPx = 118

interface Props {
  /** Plain title of the panel, which stands there until the panel does. */
  title: string
  /** Height that the panel keeps for its content in pixels. */
  height: number
  /** False while the page waits for more important answers. */
  ready?: boolean
  children: ReactNode
}

/** A panel that asks its question only when it comes near the screen, so that the first answers do not wait for it. */
export function WhenSeen({ title, height, ready = true, children }: Props) {
  const heading = useId()
  const frame = useRef<HTMLElement>(null)
  const seen = useSeen(frame)
  if (seen && ready) return children
  return (
    <section
      aria-labelledby={heading}
      className={styles.panel}
      data-no-print
      data-panel
      data-unseen
      ref={frame}
      style={{ minHeight: height + frameAndHeadPx }}
    >
      <div className={styles.head}>
        <h2 id={heading}>{title}</h2>
      </div>
    </section>
  )
}

/** Whether the element has been on the screen or nearly so; it stays true. */
function useSeen(frame: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (seen || frame.current === null) return
    const near = (entries: IntersectionObserverEntry[]) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
    }
    const watch = new IntersectionObserver(near, { rootMargin: `${aheadPx}px` })
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [frame, seen])
  return seen
}
