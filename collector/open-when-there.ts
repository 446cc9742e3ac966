import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { PersonKeys } from './access/person-key.ts'
import { prepareStore, type StoreConnected } from './connect-store.ts'
import { StoreDown } from './store/store-down.ts'

type Options = { dataDir: string; log: Logger; onFatal?: (error: Error) => void }

const awayMs = 1_000

/** Prepares the store; false when it is a server that is away, which is no reason to refuse events. */
export async function isPrepared(
  connected: StoreConnected,
  options: Options,
  personKeys: PersonKeys,
): Promise<boolean> {
  try {
    await prepareStore(connected, options, personKeys)
    return true
  } catch (error) {
    if (connected.isRemote && error instanceof StoreDown) return false
    throw error
  }
}

type Waiting = { connected: StoreConnected; personKeys: PersonKeys; signal: AbortSignal; isThere: boolean }

/** Opens something on the store as soon as that is there; undefined when the server is stopped before. */
export async function openOn<Opened>(
  { connected, personKeys, signal, isThere }: Waiting,
  options: Options,
  open: () => Promise<Opened>,
): Promise<Opened | undefined> {
  if (isThere) return open()
  options.log.warn('the database is away: events are taken and kept, everything else answers when it is back')
  try {
    do {
      await delay(awayMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return undefined
    } while (!(await isPrepared(connected, options, personKeys)))
    return await open()
  } catch (error) {
    options.onFatal?.(error instanceof Error ? error : new Error(String(error)))
    return undefined
  }
}
