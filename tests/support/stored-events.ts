import { startEngine } from '../../collector/engine/start-engine.ts'
import { openStore } from '../../collector/store/open-store.ts'
import { queryRows } from '../../collector/store/query.ts'
import { quietLog } from './quiet-log.ts'

/** What a data folder holds, read by an engine of its own while no server runs on it. */
export type StoredEvents = {
  /** Message id of every event, merged: an id that stands twice would be counted twice. */
  ids: string[]
  /** Value actions in the rollup; each counted event adds one. */
  valueActions: number
}

/** Opens a data folder after its server has ended and reads its events. */
export async function readStoredEvents(dataDir: string): Promise<StoredEvents> {
  const engine = await startEngine({ dataDir, log: quietLog, grants: [] })
  const store = openStore(engine.connection(), { log: quietLog })
  try {
    const ids = await queryRows(store.writer, 'SELECT message_id FROM events FINAL')
    const [sum] = await queryRows(store.writer, 'SELECT sum(value_actions) AS actions FROM person_months FINAL')
    return { ids: ids.map((row) => String(row.message_id)), valueActions: Number(sum?.actions) }
  } finally {
    await store.close()
    await engine.stop()
  }
}

/** What makes an oracle of every fault: acknowledged ⊆ stored ⊆ sent, and each counted once. */
export function accountOf(
  { ids, valueActions }: StoredEvents,
  { sent, acked }: { sent: ReadonlySet<string>; acked: ReadonlySet<string> },
) {
  const stored = new Set(ids)
  return {
    lost: [...acked].filter((id) => !stored.has(id)),
    invented: ids.filter((id) => !sent.has(id)),
    twice: ids.length - stored.size,
    countedBeside: valueActions - stored.size,
  }
}

/** The account of a store that kept its promises. */
export const exactAccount = { lost: [], invented: [], twice: 0, countedBeside: 0 }
