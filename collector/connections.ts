import { readFileSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Bounds of what senders may keep open and how slow they may be. */
export type ConnectionLimits = {
  /** Connections at once; over it the one that has been idle longest goes. */
  connectionsMax: number
  /** A body that is not an import must be whole after this. */
  bodyMsMax: number
  /** A body may pause this long; an import longer. */
  pauseMsMax: number
  importPauseMsMax: number
  /** How often slow bodies are looked for. */
  checkMs: number
}

/** The open connections of a server. */
export type Connections = {
  count(): number
  /** Idle connections end now, the others with their answer. */
  close(): void
}

type Member = {
  socket: Socket
  /** Requests under way, the newest of them, and when it began. */
  open: Set<ServerResponse>
  request: IncomingMessage | undefined
  beganAt: number
  bytesRead: number
  readAt: number
}

const openFiles = /^Max open files +(\d+)/m
/** Files that the server needs beside its connections. */
const otherFiles = 256

/** Limits for a server in use: 10,000 connections, or what the system allows to have open. */
export function usualConnectionLimits(): ConnectionLimits {
  return {
    connectionsMax: Math.max(64, Math.min(10_000, openFilesMax() - otherFiles)),
    bodyMsMax: 30_000,
    pauseMsMax: 10_000,
    importPauseMsMax: 120_000,
    checkMs: 1_000,
  }
}

function openFilesMax(): number {
  try {
    const [, files] = openFiles.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
    return files === undefined ? Number.POSITIVE_INFINITY : Number(files)
  } catch {
    return Number.POSITIVE_INFINITY // Not Linux: the system refuses by itself.
  }
}

/** Watches the connections of a server, so that slow and idle ones never keep good ones out. */
export function watchConnections(server: Server, limits: ConnectionLimits): Connections {
  const members = new Map<Socket, Member>()
  // In the order in which they became idle.
  const idle = new Set<Member>()
  let isClosing = false

  server.on('connection', (socket) => {
    if (members.size >= limits.connectionsMax) makeRoom(idle, members)
    const at = performance.now()
    const member = {
      socket,
      open: new Set<ServerResponse>(),
      request: undefined,
      beganAt: at,
      bytesRead: 0,
      readAt: at,
    }
    members.set(socket, member)
    idle.add(member)
    socket.on('close', () => {
      members.delete(socket)
      idle.delete(member)
    })
  })
  server.prependListener('request', (request, response) => {
    const member = members.get(request.socket)
    if (!member) return
    idle.delete(member)
    member.request = request
    member.beganAt = performance.now()
    member.readAt = member.beganAt
    member.open.add(response)
    if (isClosing) response.shouldKeepAlive = false
    response.on('close', () => {
      member.open.delete(response)
      if (member.open.size > 0) return
      if (isClosing) member.socket.destroySoon()
      else if (members.has(member.socket)) idle.add(member)
    })
  })
  const timer = setInterval(() => endSlow(members, limits), limits.checkMs)
  timer.unref()
  server.on('close', () => clearInterval(timer))
  return {
    count: () => members.size,
    close() {
      isClosing = true
      for (const { socket } of idle) socket.destroySoon()
      for (const { open } of members.values()) for (const response of open) response.shouldKeepAlive = false
    },
  }
}

// The longest idle one goes; when none is idle, the one whose body has been coming longest.
function makeRoom(idle: Set<Member>, members: Map<Socket, Member>): void {
  const [longest = slowestOf(members)] = idle
  if (!longest) return
  idle.delete(longest)
  members.delete(longest.socket)
  longest.socket.destroy()
}

function slowestOf(members: Map<Socket, Member>): Member | undefined {
  let slowest: Member | undefined
  for (const member of members.values()) {
    if (isReceiving(member) && member.beganAt < (slowest?.beganAt ?? Number.POSITIVE_INFINITY)) slowest = member
  }
  return slowest
}

function endSlow(members: Map<Socket, Member>, limits: ConnectionLimits): void {
  const now = performance.now()
  for (const member of members.values()) {
    const { request, socket } = member
    if (request === undefined || request.complete || !isReceiving(member)) continue
    // Bytes that nobody has read yet are no fault of the sender.
    if (socket.bytesRead !== member.bytesRead || request.readableLength > 0) {
      member.bytesRead = socket.bytesRead
      member.readAt = now
    }
    const isImport = /\/api\/import\//.test(request.url ?? '')
    const isPausing = now - member.readAt > (isImport ? limits.importPauseMsMax : limits.pauseMsMax)
    if (isPausing || (!isImport && now - member.beganAt > limits.bodyMsMax)) socket.destroy()
  }
}

function isReceiving({ request, open }: Member): boolean {
  return open.size > 0 && request !== undefined && !request.complete
}
