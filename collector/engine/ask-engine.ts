import type { StoreConnection } from '../store/connection.ts'

const answerMsMax = 5_000

/** Whether anything at this address answers as ClickHouse does. */
export async function pingEngine(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ping`, { signal: AbortSignal.timeout(answerMsMax) })).ok
  } catch {
    return false // Not listening yet, or no longer.
  }
}

/** Sends the supervisor's own statements as the writer, without the store's client and its pool. */
export async function askEngine(
  { url, writer, httpHeaders }: StoreConnection,
  statement: string,
): Promise<{ ok: boolean; text: string }> {
  const headers = { ...httpHeaders, 'X-ClickHouse-User': writer.username, 'X-ClickHouse-Key': writer.password }
  try {
    const signal = AbortSignal.timeout(answerMsMax)
    const answer = await fetch(url, { method: 'POST', headers, body: statement, signal })
    return { ok: answer.ok, text: await answer.text() }
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) }
  }
}
