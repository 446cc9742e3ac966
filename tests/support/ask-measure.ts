import { z } from 'zod'
import type { Role } from '../../schema/routes/role.ts'
import type { TestServer } from './server.ts'

const row = z.record(z.string(), z.unknown())
const answer = z.object({
  rows: z.array(row),
  total: row.nullable(),
  skipped: z.array(z.string()),
  compare: z.object({ rows: z.array(row) }).optional(),
})

/** What a measure answered. */
export type Answer = z.infer<typeof answer>

/** Asks a server for its measures, as the admin unless told otherwise. */
export function measureAsker(server: TestServer): (question: string, role?: Role) => Promise<Answer> {
  const tokens = new Map<Role, string>()
  return async (question, role) => {
    if (role === undefined) return answer.parse(await server.json(`/api/measures/${question}`))
    const token = tokens.get(role) ?? (await server.tokenOf(role))
    tokens.set(role, token)
    return answer.parse(await server.json(`/api/measures/${question}`, { token }))
  }
}
