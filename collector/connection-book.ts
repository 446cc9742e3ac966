import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** One open connection. */
export type OpenConnection = {
  socket: Socket
  /** Requests under way, and the newest of them. */
  open: ServerResponse[]
  request: IncomingMessage | undefined
  /** When the newest request began, or since when there is none. */
  beganAt: number
  bytesRead: number
  readAt: number
}

/** The open connections of a server, ordered so that the one to give up is found at once. */
export function createConnectionBook() {
  const members = new Map<Socket, OpenConnection>()
  // Those without a request in the order in which they became idle, the others in that in which their newest began.
  const idle = new Set<OpenConnection>()
  const busy = new Set<OpenConnection>()

  // Forgotten at once: its close comes later, and until then more connections may.
  function drop(member: OpenConnection): void {
    members.delete(member.socket)
    idle.delete(member)
    busy.delete(member)
    member.socket.destroy()
  }

  return {
    idle,
    busy,
    size: () => members.size,
    /** Ends one connection to make room; false when all of them wait for an answer. */
    dropLongest(): boolean {
      const member = longestOf(idle, busy)
      if (member) drop(member)
      return member !== undefined
    },
    add(socket: Socket): void {
      const at = performance.now()
      const member: OpenConnection = { socket, open: [], request: undefined, beganAt: at, bytesRead: 0, readAt: at }
      members.set(socket, member)
      idle.add(member)
      socket.on('close', () => drop(member))
    },
    began(request: IncomingMessage, response: ServerResponse): OpenConnection | undefined {
      const member = members.get(request.socket)
      if (!member) return undefined
      idle.delete(member)
      busy.delete(member)
      busy.add(member)
      member.request = request
      member.beganAt = performance.now()
      member.readAt = member.beganAt
      member.open.push(response)
      return member
    },
    /** Whether that was the last of its requests. */
    ended(member: OpenConnection, response: ServerResponse): boolean {
      // No Set: the tables it leaves behind would keep answers alive until the whole heap is collected.
      member.open = member.open.filter((each) => each !== response)
      if (member.open.length > 0) return false
      busy.delete(member)
      member.beganAt = performance.now()
      if (members.has(member.socket)) idle.add(member)
      return true
    },
  }
}

// Whoever has been idle, or has been sending one body, for longest. An import is spared: it is meant to take long.
function longestOf(idle: Set<OpenConnection>, busy: Set<OpenConnection>): OpenConnection | undefined {
  const [longest] = idle
  const slowest = firstSlow(busy)
  return longest && longest.beganAt <= (slowest?.beganAt ?? Number.POSITIVE_INFINITY) ? longest : slowest
}

function firstSlow(busy: Set<OpenConnection>): OpenConnection | undefined {
  for (const member of busy) if (isReceiving(member) && !isImport(member)) return member
  return undefined
}

/** Whether a body is coming that is not whole yet. */
export function isReceiving({ request }: OpenConnection): boolean {
  return request !== undefined && !request.complete
}

/** Whether it is an upload that is meant to take long. */
export function isImport({ request }: OpenConnection): boolean {
  return /\/api\/import\//.test(request?.url ?? '')
}
