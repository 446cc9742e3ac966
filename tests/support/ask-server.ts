import { z } from 'zod'
import type { MeasuredOrganisation } from './measured-organisation.ts'

type Row = Record<string, unknown>

const row = z.record(z.string(), z.unknown())
const answer = z.object({ rows: z.array(row), total: row.nullable() })
const list = z.object({ rows: z.array(row), next: z.string().nullable() })

/** The measures of a server, asked over HTTP, in the shape of the views. */
export function askServer(json: (path: string) => Promise<unknown>): Pick<MeasuredOrganisation, 'ask' | 'personKeys'> {
  const measure = async (path: string) => answer.parse(await json(`/api/measures/${path}`))
  return {
    // An answer names owners by their ids.
    personKeys: { keyOf: (personId) => personId, hashOf: (text) => text },
    async ask(view, { on, by = 'none', range }) {
      switch (view) {
        case 'people':
          return everyPage(json, on)
        case 'adoption_trend': {
          const { from = on, to = on, grain = 'week' } = range ?? {}
          return grouped((await measure(`adoption_trend?by=${by}&from=${from}&to=${to}&grain=${grain}`)).rows, by)
        }
        case 'coverage':
          return grouped((await measure(`coverage?on=${on}`)).rows, 'department')
        case 'coverage_total':
          return [(await measure(`coverage?on=${on}`)).total ?? {}]
        case 'completeness_fields':
          return (await measure(`completeness?by=field&on=${on}`)).rows
        default:
          return grouped((await measure(`${view}?by=${by}&on=${on}`)).rows, by)
      }
    },
  }
}

function grouped(rows: Row[], by: string): Row[] {
  if (by !== 'none') return rows.map((each) => ({ ...each, group: each[by] }))
  // An answer about nobody is a row of zeros; the view has no row then.
  return rows.filter((each) => !isAboutNobody(each)).map((each) => ({ ...each, group: '' }))
}

function isAboutNobody({ target: _, period: __, partial: ___, ...counts }: Row): boolean {
  return Object.values(counts).every((value) => value === 0 || value === null)
}

async function everyPage(json: (path: string) => Promise<unknown>, on: string): Promise<Row[]> {
  const rows: Row[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = list.parse(await json(`/api/people?limit=500&on=${on}${cursor === '' ? '' : `&cursor=${cursor}`}`))
    rows.push(...page.rows)
    cursor = page.next
  }
  return rows
}
