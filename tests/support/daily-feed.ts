import type { StoredServer } from './stored-server.ts'

const dayMs = 86_400_000

/** The local date of an instant. */
export function localDay(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at)
}

/** Lets a feed of the wire deliver some events at noon of every day, weekends too, until so many days ago. */
export async function sendDaily(
  server: StoredServer,
  source: string,
  { lastDaysAgo, timezone, perDay = 3 }: { lastDaysAgo: number; timezone: string; perDay?: number },
): Promise<void> {
  const today = localDay(Date.now(), timezone)
  const days = Array.from(
    { length: 40 - lastDaysAgo },
    (_, index) => noonOf(today, timezone) - (40 - index) * dayMs,
  ).concat(noonOf(today, timezone) - lastDaysAgo * dayMs)
  const rows = days.flatMap((at) =>
    Array.from({ length: perDay }, (_, index) => ({
      ...{ person_key: `k-${source}`, source, message_id: `${source}-${at}-${index}`, event: 'Signed In' },
      ...{ date: utc(at).slice(0, 10), occurred_at: utc(at), received_at: utc(at + 1_000) },
    })),
  )
  await server.insert('events', rows)
  const counts = { accepted: rows.length, duplicates: 0, dead_lettered: 0, sequence: 1 }
  await server.insert('feed_counts', [{ source, date: utc(days.at(-1) ?? 0).slice(0, 10), writer: 'test', ...counts }])
}

function noonOf(day: string, timeZone: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`)
  // The hour that the zone shows at noon UTC is how far it lies beside it.
  const shown = Date.parse(
    `${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(noon).replace(' ', 'T')}Z`,
  )
  return noon - (shown - noon)
}

const utc = (at: number) => new Date(at).toISOString().slice(0, 23).replace('T', ' ')
