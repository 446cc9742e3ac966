import { openAsBlob } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import type { StoreConnection } from '../store/connection.ts'
import { orStoreDown, reachStore, StoreDown } from '../store/store-down.ts'
import type { OpenBytes } from './open-bytes.ts'
import { askWithTable } from './query-with-rows.ts'
import type { FileRows, RawRow } from './raw-row.ts'
import { jsonCells } from './read-ndjson.ts'
import { textLines } from './text-lines.ts'

// Parquet is read from its end, so the whole file lies in a temporary folder, and in the store's memory, meanwhile.
const parquetBytesMax = 536_870_912

const metadata = z.object({
  columns: z.array(z.object({ name: z.string(), path: z.string(), logical_type: z.string() })),
})

/** Reads Parquet by the store itself: it takes the file as an external table and answers JSON lines. */
export async function readParquet({ bytes }: OpenBytes, connection: StoreConnection): Promise<FileRows> {
  const folder = await mkdtemp(join(tmpdir(), 'takehold-parquet-'))
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    const file = await save(bytes, join(folder, 'upload'))
    const structure = await columnsOf(file, connection)
    return { header: [...structure.keys()], chunks: rows(file, structure, connection), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function save(bytes: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const file = await open(path, 'wx', 0o600)
  let written = 0
  try {
    for await (const part of bytes) {
      written += part.length
      if (written > parquetBytesMax) {
        const detail = `Parquet may have ${parquetBytesMax} bytes. Nothing was imported. Split it, or send CSV, which has no limit.`
        throw new Problem(413, 'too_large', 'The file is too large', detail)
      }
      await file.write(part)
    }
  } finally {
    await file.close()
  }
  return path
}

async function columnsOf(file: string, connection: StoreConnection): Promise<Map<string, string>> {
  const structure = `columns Array(Tuple(name String, path String, max_definition_level UInt64, max_repetition_level UInt64,
    physical_type String, logical_type String, compression String, total_uncompressed_size UInt64,
    total_compressed_size UInt64, space_saved String, encodings Array(String)))`
  const answer = await ask(file, { format: 'ParquetMetadata', structure, columns: 'columns' }, connection)
  const { columns } = metadata.parse(JSON.parse(await answer.text()))
  const types = new Map<string, string>()
  for (const { name, path, logical_type: logical } of columns) {
    const [top = name, ...inner] = path === name ? [name] : path.split('.')
    types.set(top, typeOf(inner, logical))
  }
  return types
}

function typeOf(inner: string[], logical: string): string {
  if (inner.length === 0) return /timestamp/i.test(logical) ? "Nullable(DateTime64(3, 'UTC'))" : 'Nullable(String)'
  return inner.includes('key_value') ? 'Map(String, Nullable(String))' : 'Array(Nullable(String))'
}

async function* rows(
  file: string,
  columns: Map<string, string>,
  connection: StoreConnection,
): AsyncGenerator<RawRow[]> {
  const names = [...columns.keys()].map((name) => `\`${name.replace(/[\\`]/g, '\\$&')}\``)
  const structure = [...columns.values()].map((type, place) => `${names[place]} ${type}`).join(', ')
  const answer = await ask(file, { format: 'Parquet', structure, columns: names.join(', ') }, connection)
  if (!answer.body) return
  try {
    for await (const lines of textLines(answer.body, 'utf-8')) {
      yield lines
        .filter(({ text }) => text !== '')
        .map(({ line, text }) => ({ line, cells: jsonCells(JSON.parse(text)) }))
    }
  } catch (error) {
    throw orStoreDown(error)
  }
}

async function ask(
  file: string,
  { format, structure, columns }: { format: string; structure: string; columns: string },
  connection: StoreConnection,
): Promise<Response> {
  const settings = { output_format_json_quote_64bit_integers: '1', date_time_output_format: 'iso' }
  const sql = `SELECT ${columns} FROM given FORMAT JSONEachRow`
  try {
    return await reachStore(async () =>
      askWithTable(connection, sql, { format, structure, content: await openAsBlob(file) }, settings),
    )
  } catch (error) {
    // The engine's own reader fails in words of its own, not as a ClickHouse error.
    if (error instanceof StoreDown || !(error instanceof Error)) throw error
    const detail = `The store cannot read it as Parquet: ${error.message.slice(0, 300)} Nothing was imported.`
    throw new Problem(400, 'bad_parquet', 'Not readable Parquet', detail)
  }
}
