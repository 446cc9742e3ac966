import { biUsersRoute, createBiUserRoute, revokeBiUserRoute } from '../../schema/routes/bi-users.ts'
import { Problem } from '../problem.ts'
import type { Api } from '../serve-route.ts'
import type { BiUsers } from './bi-users.ts'

/** Makes, lists and revokes database users for BI tools. */
export function addBiRoutes(api: Api, { biUsers, biPort }: { biUsers: BiUsers; biPort: () => BiPort }): void {
  api.serve(biUsersRoute, () => ({
    port: portOf(biPort()),
    rows: biUsers.list().map(({ name, created_at, revoked_at }) => ({ name, created_at, revoked_at })),
  }))
  api.serve(createBiUserRoute, ({ body: { name } }) => {
    if (biPort() === 'own server') throw ownServer()
    return { name, password: biUsers.create(name), port: portOf(biPort()) }
  })
  api.serve(revokeBiUserRoute, ({ params: { name } }) => {
    biUsers.revoke(name)
    return { revoked: true }
  })
}

/** The port for BI tools, or why there is none. */
export type BiPort = number | 'closed' | 'own server'

function portOf(port: BiPort): number | null {
  return typeof port === 'number' ? port : null
}

function ownServer(): Problem {
  const detail =
    'The database is a server of your own: make its users there. takehold bi-user sql prints the statements.'
  return new Problem(409, 'own_server', 'No BI user was made', detail)
}
