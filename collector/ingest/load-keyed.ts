import { z } from 'zod'
import type { ImportReport } from '../../schema/datasets/import-report.ts'
import type { Store } from '../store/open-store.ts'
import { insertBatch } from './insert-batch.ts'
import type { KeyedTable, StoredRow } from './keyed-table.ts'
import type { LoadContext, LoadDeps, Loader, Taken } from './loader.ts'
import { queryWithRows } from './query-with-rows.ts'
import { retryStore } from './retry-store.ts'
import { validateRows } from './validate-rows.ts'

const heldRow = z.record(z.string(), z.unknown())

type Line = { stored: StoredRow; line: number }

/** Stores rows of a table whose newest import holds; a row that already holds just so is a duplicate. */
export function createKeyedLoader<Row>(
  deps: LoadDeps,
  context: LoadContext,
  table: KeyedTable<Row>,
  findings: (personKeys: ReadonlySet<string>) => Promise<Partial<ImportReport>> = async () => ({}),
): Loader {
  const { importSeq, dryRun, waitMsMax } = context
  const seenKeys = new Set<string>()
  const changedKeys = new Set<string>()
  let storedRows = 0
  return {
    async take(rows, turn): Promise<Taken> {
      const lines: Line[] = []
      const people = new Set<string>()
      const refused = await validateRows(rows, table.schema, (row, raw) => {
        lines.push({ stored: table.store(row, raw), line: raw.line })
        for (const id of table.people(row)) people.add(id)
        return undefined
      })
      await turn
      const fresh = freshLines(table, lines, await retryStore(() => heldFor(deps.store, table, lines), waitMsMax))
      for (const { stored } of lines) addPersonKey(seenKeys, stored)
      for (const { stored } of fresh) addPersonKey(changedKeys, stored)
      storedRows += fresh.length
      if (!dryRun) {
        await deps.identities.note(people, waitMsMax)
        const inserted = fresh.map(({ stored, line }) => ({ ...stored, import_seq: importSeq, line }))
        await insertBatch(deps.store, table.table, inserted, { waitMsMax })
      }
      return { duplicates: lines.length - fresh.length, refused }
    },
    change: () => (storedRows === 0 ? undefined : table.change(importSeq, [...changedKeys])),
    findings: () => findings(seenKeys),
  }
}

async function heldFor<Row>(store: Store, { heldSql, given }: KeyedTable<Row>, lines: Line[]): Promise<StoredRow[]> {
  const texts = new Set(lines.map(({ stored }) => JSON.stringify(stored, [...given.columns])))
  if (texts.size === 0) return []
  const rows = Array.from(texts, (text): object => JSON.parse(text))
  return queryWithRows(store, heldSql, { structure: given.structure, rows }, heldRow)
}

// The last line of a key holds; when it already does, the file changes nothing about the key.
function freshLines<Row>({ key, content }: KeyedTable<Row>, lines: Line[], heldRows: StoredRow[]): Line[] {
  const holding = new Map(heldRows.map((row) => [textOf(row, key), textOf(row, content)]))
  const groups = new Map<string, { line: Line; text: string }[]>()
  for (const line of lines) {
    const keyText = textOf(line.stored, key)
    const one = { line, text: textOf(line.stored, content) }
    const group = groups.get(keyText)
    if (group) group.push(one)
    else groups.set(keyText, [one])
  }
  return [...groups].flatMap(([keyText, group]) => {
    const last = group.at(-1)
    if (last === undefined || holding.get(keyText) === last.text) return []
    return group.filter((one) => one === last || one.text !== last.text).map(({ line }) => line)
  })
}

function textOf(row: StoredRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => sorted(row[column])))
}

// A map comes back in an order of its own.
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
}

function addPersonKey(keys: Set<string>, { person_key: key }: StoredRow): void {
  if (typeof key === 'string') keys.add(key)
}
