import { z } from 'zod'
import type { Store } from '../store/open-store.ts'
import { queryRows } from '../store/query.ts'

/** Which of the dead letters that wait: these ids, those with a reason, or without both all of them. */
export type DeadLetterChoice = {
  ids?: readonly string[] | undefined
  where?: { source?: string | undefined; dataset: string; code: string } | undefined
}

/** The condition of a choice, for a statement that reads `dead_letters FINAL`; see `choiceParams`. */
export const chosenLetters = `discarded_at IS NULL
  AND (empty({ids:Array(String)}) OR has({ids:Array(String)}, dead_id))
  AND ({source:String} = '' OR source = {source:String})
  AND ({dataset:String} = '' OR dataset = {dataset:String})
  AND ({code:String} = '' OR code = {code:String})`

/** What the condition is filled with. */
export function choiceParams({ ids = [], where }: DeadLetterChoice) {
  return { ids, source: where?.source ?? '', dataset: where?.dataset ?? '', code: where?.code ?? '' }
}

/** How many letters a choice holds. */
export async function countChosen({ writer }: Pick<Store, 'writer'>, choice: DeadLetterChoice): Promise<number> {
  const sql = `SELECT count() AS letters FROM dead_letters FINAL WHERE ${chosenLetters}`
  const [row] = await queryRows(writer, sql, choiceParams(choice), z.object({ letters: z.int() }))
  return row?.letters ?? 0
}
