import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createCredential, hasHash, hashOf } from '../access/credential.ts'
import { secretsFolder } from '../access/secrets.ts'
import { Problem } from '../problem.ts'

const biUser = z.object({
  name: z.string(),
  password_hash: z.string(),
  created_at: z.string(),
  revoked_at: z.string().nullable(),
})

/** A database user of an analyst; its password is stored as SHA-256 only. */
export type BiUser = z.infer<typeof biUser>

/** Who may ask the measures' views by SQL. */
export type BiUsers = ReturnType<typeof openBiUsers>

/** Reads the users of the data folder; they are few, so every change writes all. */
export function openBiUsers(dataDir: string) {
  const file = join(secretsFolder(dataDir), 'bi-users.json')
  const users = new Map(readUsers(file).map((user) => [user.name, user]))

  function write(user: BiUser): void {
    const next = [...new Map(users).set(user.name, user).values()]
    writeFileSync(`${file}.new`, JSON.stringify(next), { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
    users.set(user.name, user)
  }

  return {
    list: (): BiUser[] => [...users.values()],
    /** Makes a user and answers the password, which is shown once. */
    create(name: string): string {
      if (users.get(name)?.revoked_at === null) {
        const detail = `There is a BI user ${name} already. Revoke it first, or choose another name.`
        throw new Problem(409, 'name_taken', 'The name is taken', detail)
      }
      const { text } = createCredential('bi')
      write({ name, password_hash: hashOf(text), created_at: new Date().toISOString(), revoked_at: null })
      return text
    },
    revoke(name: string): void {
      const user = users.get(name)
      if (!user) throw new Problem(404, 'unknown_bi_user', 'No such BI user', `There is no BI user ${name}.`)
      if (user.revoked_at === null) write({ ...user, revoked_at: new Date().toISOString() })
    },
    /** Whether this name and password belong together and hold. */
    admits(name: string, password: string): boolean {
      const user = users.get(name)
      return user !== undefined && user.revoked_at === null && hasHash(password, user.password_hash)
    },
  }
}

function readUsers(file: string): BiUser[] {
  return existsSync(file) ? z.array(biUser).parse(JSON.parse(readFileSync(file, 'utf8'))) : []
}
