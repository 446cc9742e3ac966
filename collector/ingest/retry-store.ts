import { setTimeout as delay } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import { StoreDown } from '../store/store-down.ts'

// Overload, time-outs and read-only spells of the store: the same bytes are sent again.
const passingCodes = new Set(['159', '202', '209', '210', '241', '242', '243', '252', '319', '999'])

/** Sends the same again while the store says that it may pass; gives up as StoreDown after `waitMsMax`. */
export async function retryStore<Answer>(send: () => Promise<Answer>, waitMsMax: number): Promise<Answer> {
  const deadline = Date.now() + waitMsMax
  for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    try {
      return await send()
    } catch (error) {
      if (!mayPass(error)) throw error
      if (Date.now() + pauseMs > deadline) {
        throw error instanceof StoreDown
          ? error
          : new StoreDown('The store is overloaded. Try again shortly.', { cause: error })
      }
    }
    await delay(pauseMs * (0.5 + Math.random()))
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof StoreDown || (error instanceof ClickHouseError && passingCodes.has(error.code))
}
