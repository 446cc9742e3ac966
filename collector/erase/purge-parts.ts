import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { Problem } from '../problem.ts'
import type { Store } from '../store/open-store.ts'
import { command, queryRows } from '../store/query.ts'

// A server that does not let us wake its cleaning cleans every five minutes when there is little to do.
const waitMsMax = 200_000
const pollMs = 250

const tableRow = z.object({ name: z.string() })
const goneRow = z.object({ table: z.string() })

const tables = `
SELECT name FROM system.tables
WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`

const replaced = `
SELECT DISTINCT table FROM system.parts
WHERE database = currentDatabase() AND NOT active AND table IN {tables:Array(String)}`

/**
 * Does work that rewrites tables, then waits until the files they were rewritten from are gone too. A server may keep
 * those for eight minutes in place of an fsync, so meanwhile it syncs what it rewrites.
 */
export async function purged<Answer>({ writer }: Pick<Store, 'writer'>, work: () => Promise<Answer>): Promise<Answer> {
  // Names come from our own migrations, not from a request.
  const all = (await queryRows(writer, tables, {}, tableRow)).map(({ name }) => name)
  // What a verification that was cut off left behind; none runs beside an erasure.
  for (const name of all.filter(isCopy)) await command(writer, `DROP TABLE IF EXISTS \`${name}\` SYNC`)
  const names = all.filter((name) => !isCopy(name))
  const settings = 'min_rows_to_fsync_after_merge = 1, fsync_part_directory = 1, old_parts_lifetime = 0'
  try {
    for (const name of names) await command(writer, `ALTER TABLE \`${name}\` MODIFY SETTING ${settings}`)
    const answer = await work()
    await waitForParts(writer, names)
    return answer
  } finally {
    const reset = 'RESET SETTING min_rows_to_fsync_after_merge, fsync_part_directory, old_parts_lifetime'
    for (const name of names) await command(writer, `ALTER TABLE \`${name}\` ${reset}`)
  }
}

const isCopy = (name: string) => name.endsWith('_check')

async function waitForParts(writer: Store['writer'], names: string[]): Promise<void> {
  const deadline = Date.now() + waitMsMax
  for (;;) {
    const left = (await queryRows(writer, replaced, { tables: names }, goneRow)).map(({ table }) => table)
    if (left.length === 0) return
    if (Date.now() > deadline) {
      const detail = `Old files of ${left.join(', ')} are in use. The person is out of every answer. Erase once more later to have the certificate.`
      throw new Problem(503, 'files_in_use', 'The store still holds old files', detail, { retry_after_s: 60 })
    }
    // Wakes the cleaning; a server that refuses this cleans by itself, later.
    for (const table of left) await command(writer, `SYSTEM START CLEANUP \`${table}\``).catch(() => undefined)
    await delay(pollMs)
  }
}
