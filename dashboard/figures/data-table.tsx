import type { ReactNode } from 'react'
import styles from './data-table.module.css'

/** A column: its name, what a cell shows, and how much it matters on a narrow screen. */
export interface Column<Row> {
  name: string
  cell: (row: Row) => ReactNode
  number?: boolean
  /** Left out on a phone. */
  wide?: boolean
  /** Class of its cells. */
  look?: string | undefined
}

interface Props<Row> {
  /** What the table holds, for those who hear it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row, index: number) => string
}

/** A plain table with numbers aligned; the first column names the row. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  const [first, ...others] = columns
  const look = ({ number, wide, look: own }: Column<Row>) =>
    [number && styles.number, wide && styles.wide, own].filter(Boolean).join(' ')
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th className={look(column)} key={column.name} scope="col">
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={rowKey(row, index)}>
            {first && (
              <th className={look(first)} scope="row">
                {first.cell(row)}
              </th>
            )}
            {others.map((column) => (
              <td className={look(column)} key={column.name}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
