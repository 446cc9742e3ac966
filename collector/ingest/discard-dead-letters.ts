import type { Store } from '../store/open-store.ts'
import { command } from '../store/query.ts'
import { choiceParams, chosenLetters, type DeadLetterChoice } from './dead-letter-choice.ts'

/** Reason of those that were stored after all; nobody else may give it. */
export const replayedReason = 'replayed'

// The line is written again with its mark; a letter that is discarded already stays as it is. The condition stands
// inside, where the name of the column cannot mean the mark.
const discard = `
INSERT INTO dead_letters
SELECT * REPLACE (
  now64(3, 'UTC') AS discarded_at, {reason:String} AS discard_reason, {actor:String} AS discarded_by,
  greatest(revision + 1, toUInt64(toUnixTimestamp64Milli(now64(3)))) AS revision)
FROM (SELECT * FROM dead_letters FINAL WHERE ${chosenLetters})`

/** Marks dead letters as discarded or replayed, with the reason and who did it: they wait no more. */
export async function discardDeadLetters(
  { writer }: Pick<Store, 'writer'>,
  choice: DeadLetterChoice,
  { reason, actor }: { reason: string; actor: string },
): Promise<void> {
  await command(writer, discard, { ...choiceParams(choice), reason, actor })
}
