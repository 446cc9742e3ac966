import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { type ConnectionLimits, usualConnectionLimits } from '../../collector/connections.ts'

/** The door for events in a process of its own, with a sink that keeps message ids. */
export type WireProcess = {
  url: string
  port: number
  look(): Promise<WireLook>
  /** Ends it in order and answers its exit code. */
  stop(): Promise<number | null>
}

/** What the process says about itself. */
export type WireLook = z.infer<typeof wireLook>

const greeting = z.object({ url: z.string() })
const wireLook = z.object({ rss: z.number(), connections: z.number(), events: z.array(z.string()) })

/** Starts it; limits that are not given are those of a server in use. */
export async function startWireProcess({
  limits = {},
  heldBytesMax,
}: {
  limits?: Partial<ConnectionLimits>
  heldBytesMax?: number
} = {}): Promise<WireProcess> {
  const options = { limits: { ...usualConnectionLimits(), ...limits }, heldBytesMax }
  const child = fork(fileURLToPath(new URL('wire-server.mjs', import.meta.url)), [JSON.stringify(options)])
  const [first] = await once(child, 'message')
  const { url } = greeting.parse(first)
  return {
    url,
    port: Number(new URL(url).port),
    async look() {
      child.send('look')
      const [answer] = await once(child, 'message')
      return wireLook.parse(answer)
    },
    async stop() {
      if (child.exitCode !== null) return child.exitCode
      const exited = once(child, 'exit')
      child.send('stop')
      await exited
      return child.exitCode
    },
  }
}
