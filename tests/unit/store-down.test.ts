import { ClickHouseError } from '@clickhouse/client'
import { expect, test } from 'vitest'
import { reachStore, StoreDown } from '../../collector/store/store-down.ts'

const coded = (message: string, code: string) => Object.assign(new Error(message), { code })
const ofStore = (code: string, message: string) => new ClickHouseError({ message, code, type: 'ABORTED' })

test.each([
  ['refused', coded('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED')],
  ['cut while an answer is read', new TypeError('terminated')],
  ['hidden by fetch', new TypeError('fetch failed', { cause: coded('other side closed', 'UND_ERR_SOCKET') })],
  ['cut within a head', coded('Parse Error: Invalid EOF state', 'HPE_INVALID_EOF_STATE')],
  ['written to after its end', coded('Cannot call write after a stream was destroyed', 'ERR_STREAM_DESTROYED')],
  ['that writes down why it dies', ofStore('236', 'The server is shutting down due to a fatal error. ')],
  ['that ends what runs', ofStore('394', 'Query was cancelled: the server is being shut down. ')],
])('a store %s is away: who asked is told to come back', async (_, error) => {
  await expect(reachStore(() => Promise.reject(error))).rejects.toBeInstanceOf(StoreDown)
})

test.each([
  ['what it cannot do', ofStore('60', 'Unknown table shutdown. ')],
  ['that work was given up', ofStore('236', 'Merging was cancelled. ')],
  ['nothing at all', new Error('the answer has no end')],
])('a store that says %s is there', async (_, error) => {
  await expect(reachStore(() => Promise.reject(error))).rejects.toBe(error)
})
