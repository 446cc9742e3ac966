import type { Cells } from '../../schema/datasets/cell.ts'
import type { DeadLetterCode } from '../../schema/datasets/dead-letter-code.ts'
import type { DeadLetter } from '../../schema/datasets/dead-letter-row.ts'
import { formatInstant } from '../store/instant.ts'
import { contentHash, contentHashOf } from './content-hash.ts'
import { withoutValues } from './without-values.ts'

/** Why a row was refused: a stable word of a closed list, and words that name the field. */
export type Refusal = { code: DeadLetterCode; reason: string }

export type Refused = Refusal & {
  source: string
  dataset: string
  messageId: string
  /** File name, or empty for the wire. */
  file: string
  line: number
  /** Allow-listed fields as they came. */
  fields: Cells
  /** The whole row or message; only its hash is kept. */
  whole: string
  importSeq: number
  receivedAt: number
}

/** Longest kept text of a field; what has this length may be cut. */
export const fieldCharsMax = 512

/** Makes the row that keeps a refused row or message. */
export function deadLetter(refused: Refused): DeadLetter {
  const { code, reason, source, dataset, file, line, importSeq, receivedAt } = refused
  const restHash = contentHash(refused.whole)
  const messageId = refused.messageId.slice(0, fieldCharsMax).replace(/\p{Surrogate}/gu, '\uFFFD')
  return {
    // The same refused row is the same dead letter, however often it is sent or its file imported.
    dead_id: contentHashOf([source, dataset, file, file === '' ? messageId : line, restHash]).slice(0, 24),
    received_at: formatInstant(receivedAt),
    source,
    dataset,
    message_id: messageId,
    file,
    line,
    code,
    reason,
    fields: JSON.stringify(shortened(withoutValues(refused.fields))),
    rest_hash: restHash,
    import_seq: importSeq,
    discarded_at: null,
    revision: receivedAt,
  }
}

function shortened(fields: Cells): Cells {
  const kept = Object.entries(fields).filter(([, cell]) => cell !== undefined && cell !== '')
  return Object.fromEntries(kept.map(([name, cell]) => [name, cell?.slice(0, fieldCharsMax)]))
}
