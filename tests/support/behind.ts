import { z } from 'zod'
import type { TestServer } from './server.ts'

const row = z.record(z.string(), z.unknown())
const answer = z.object({
  by: z.string(),
  rows: z.array(row),
  total: row.nullable(),
  behind: z.object({ list: z.string(), columns: z.record(z.string(), z.string()) }),
})
const listed = z.object({ total: z.int() })

/**
 * The numbers of a measure beside the lengths of the lists it names for them, by group and column; the total is `*`.
 * Of the total every column is asked for, of the rows one each, another of every row.
 */
export async function numbersAndLists(server: TestServer, question: string) {
  const { by, rows, total, behind } = answer.parse(await server.json(`/api/measures/${question}`))
  const numbers: Record<string, unknown> = {}
  const lists: Record<string, number> = {}
  const ask = async (
    group: z.infer<typeof row>,
    narrow: Record<string, string>,
    choose: (count: number) => number[],
  ) => {
    const columns = Object.entries(behind.columns).filter(([column]) => typeof group[column] === 'number')
    for (const [column, address] of choose(columns.length).flatMap((n) => columns.slice(n, n + 1))) {
      const name = [...Object.values(narrow), column].join(' ')
      const further = new URLSearchParams({ ...narrow, limit: '1' })
      const found = await server.json(`${address}${address.includes('?') ? '&' : '?'}${further}`)
      numbers[name] = group[column]
      lists[name] = listed.parse(found).total
    }
  }
  if (total !== null) await ask(total, {}, (count) => [...Array(count).keys()])
  for (const [n, each] of (by === 'none' ? [] : rows).entries()) {
    const names = by === 'field' ? ['object', 'field'] : [by]
    const narrow = Object.fromEntries(names.map((name) => [name, String(each[name])]))
    await ask(each, narrow, (count) => [(n + 1) % count])
  }
  return { numbers, lists }
}
