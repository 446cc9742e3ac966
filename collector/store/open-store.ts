import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { Logger } from 'pino'
import type { StoreConnection } from './connection.ts'
import { writerSettings } from './settings.ts'

/** The two ways into the database: the writer owns it, the reader sees the measures' views only. */
export type Store = {
  writer: ClickHouseClient
  reader: ClickHouseClient
  connection: StoreConnection
  close(): Promise<void>
}

const writerMsMax = 300_000
// A little above the reader's max_execution_time, so that the server's own words arrive.
const readerMsMax = 35_000

/** Opens the clients; nothing is sent before the first statement. */
export function openStore(connection: StoreConnection, { log }: { log: Logger }): Store {
  const base = {
    url: connection.url,
    database: connection.database,
    http_headers: connection.httpHeaders,
    application: 'takehold',
    use_multipart_params_auto: true,
    // Every failure is thrown to the caller, who logs it once.
    log: { level: ClickHouseLogLevel.OFF },
  }
  const writer = createClient({
    ...base,
    ...connection.writer,
    request_timeout: writerMsMax,
    clickhouse_settings: writerSettings,
  })
  const reader = createClient({
    ...base,
    ...connection.reader,
    request_timeout: readerMsMax,
    clickhouse_settings: connection.readerSettings,
  })
  log.debug({ url: connection.url, database: connection.database }, 'store opened')
  return {
    writer,
    reader,
    connection,
    close: async () => void (await Promise.all([writer.close(), reader.close()])),
  }
}
