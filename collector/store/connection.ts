import type { ClickHouseSettings } from '@clickhouse/client'

/** How to reach the store, the same for the embedded engine and for a server given by URL. */
export type StoreConnection = {
  /** Origin of the HTTP interface, without user and database. */
  url: string
  /** The one database that holds every table and view. */
  database: string
  writer: { username: string; password: string }
  reader: { username: string; password: string }
  /** The user that BI tools act as; only the embedded engine has one. */
  analyst?: { username: string; password: string }
  /** Sent with every request: the embedded engine answers nothing without its secret header. */
  httpHeaders: Record<string, string>
  /** Sent with the reader's requests; empty where the server's own profile fixes them. */
  readerSettings: ClickHouseSettings
}
