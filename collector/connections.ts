import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createConnectionBook, isImport, isReceiving, type OpenConnection } from './connection-book.ts'

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
  const book = createConnectionBook()
  let isClosing = false

  server.on('connection', (socket) => {
    if (book.size() < limits.connectionsMax || book.dropLongest()) book.add(socket)
    else socket.destroy()
  })
  server.prependListener('request', (request, response) => {
    const member = book.began(request, response)
    if (!member) return
    if (isClosing) response.shouldKeepAlive = false
    response.on('close', () => {
      if (!book.ended(member, response)) return
      if (isClosing) member.socket.destroySoon()
    })
  })
  const timer = setInterval(() => endSlow(book.busy, limits), limits.checkMs)
  timer.unref()
  server.on('close', () => clearInterval(timer))
  return {
    count: book.size,
    close() {
      isClosing = true
      for (const { socket } of book.idle) socket.destroySoon()
      for (const { open } of book.busy) for (const response of open) response.shouldKeepAlive = false
    },
  }
}

function endSlow(busy: Set<OpenConnection>, limits: ConnectionLimits): void {
  const now = performance.now()
  for (const member of busy) {
    const { request, socket } = member
    if (request === undefined || !isReceiving(member)) continue
    // Bytes that nobody has read yet are no fault of the sender.
    if (socket.bytesRead !== member.bytesRead || request.readableLength > 0) {
      member.bytesRead = socket.bytesRead
      member.readAt = now
    }
    const isLong = isImport(member)
    const isPausing = now - member.readAt > (isLong ? limits.importPauseMsMax : limits.pauseMsMax)
    if (isPausing || (!isLong && now - member.beganAt > limits.bodyMsMax)) socket.destroy()
  }
}
