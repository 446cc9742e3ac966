import type { Mapping } from '../../schema/datasets/mapping.ts'
import type { StoreConnection } from '../store/connection.ts'
import type { OpenBytes } from './open-bytes.ts'
import type { FileRows } from './raw-row.ts'
import { readCsv } from './read-csv.ts'
import { readNdjson } from './read-ndjson.ts'
import { readParquet } from './read-parquet.ts'

/** Formats a file can have. */
export type FileFormat = 'csv' | 'ndjson' | 'parquet'

/** Reads the rows of a file of any format; without a named one its first bytes decide. */
export async function readRows(
  bytes: OpenBytes,
  { format = formatOf(bytes.head), mapping }: { format?: FileFormat | undefined; mapping: Mapping },
  connection: StoreConnection,
): Promise<FileRows> {
  if (format === 'parquet') return readParquet(bytes, connection)
  return format === 'ndjson' ? readNdjson(bytes, mapping) : readCsv(bytes, mapping)
}

function formatOf(head: Buffer): FileFormat {
  if (head.subarray(0, 4).toString('latin1') === 'PAR1') return 'parquet'
  const begin = head
    .subarray(0, 256)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return begin.startsWith('{') ? 'ndjson' : 'csv'
}
