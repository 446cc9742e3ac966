import { once } from 'node:events'
import { createServer } from 'node:http'

/** Pages of a CRM on a site of its own; `crm.test` leads the browser here. */
export type CrmSite = { origin: string; close(): Promise<void> }

/** For browsers of these tests: the CRM is another site than the collector, and not on https. */
export const crmHostArgument = '--host-resolver-rules=MAP crm.test 127.0.0.1'

/** Serves pages by their path; a strict policy allows them what the collector's documentation asks for, and no more. */
export async function startCrmSite(pageOf: (path: string) => string | undefined, collector: string): Promise<CrmSite> {
  const policy = `default-src 'none'; script-src 'self' ${collector}; connect-src ${collector}; form-action 'self'`
  const server = createServer((request, response) => {
    const page = pageOf((request.url ?? '').split('?', 1)[0] ?? '')
    const type = request.url?.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8'
    if (page === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy }).end(page)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The site has no port.')
  return {
    origin: `http://crm.test:${address.port}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
