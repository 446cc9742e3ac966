import { randomUUID } from 'node:crypto'
import { closeSync, fdatasyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { errorCode } from './disk-error.ts'
import { openSegmentSource, type SegmentFile } from './segment-file.ts'
import { type SegmentHead, segmentHeadBytes, spoolVersion } from './segment-format.ts'
import { syncFolder } from './sync-folder.ts'

const identityFile = z.object({ id: z.uuid(), version: z.int().min(1) })

/** A segment and what its head says; no head when that is damaged. */
export type HeadedSegment = SegmentFile & { head: SegmentHead | undefined }

/** Reads the heads of segments. */
export function readHeads(segments: readonly SegmentFile[]): HeadedSegment[] {
  return segments.map((segment) => {
    const source = openSegmentSource(segment.path, segmentHeadBytes)
    try {
      return { ...segment, head: source.head() }
    } finally {
      source.close()
    }
  })
}

/** The id of a spool: from its file, else from its segments, else a new one. Refuses what it cannot read in words. */
export function takeIdentity(directory: string, segments: readonly HeadedSegment[], notes: string[]): string {
  const known = readIdentity(directory)
  const heads = segments.flatMap(({ head }) => head ?? [])
  refuseNewer(directory, [known?.version ?? 0, ...heads.map((head) => head.version)])
  if (known) {
    if (heads.length > 0 && heads.every((head) => head.spoolId !== known.id)) throw new Error(otherSpool(directory))
    return known.id
  }
  const told = heads[0]?.spoolId
  if (told === undefined && segments.some((segment) => segment.bytes > segmentHeadBytes))
    throw new Error(
      `The spool in ${directory} has segments, but neither spool.json nor any segment tells its id. Nothing was changed. ` +
        'Put spool.json back from a backup, or move the folder away to begin with an empty one.',
    )
  const id = told ?? randomUUID()
  writeIdentity(directory, { id, version: spoolVersion })
  if (told !== undefined) notes.push('spool.json was missing or damaged and was made anew from a segment')
  return id
}

function readIdentity(directory: string): z.infer<typeof identityFile> | undefined {
  let text: string
  try {
    text = readFileSync(join(directory, 'spool.json'), 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
  try {
    return identityFile.parse(JSON.parse(text))
  } catch {
    return undefined // Damaged: the segments tell the id too.
  }
}

function writeIdentity(directory: string, identity: z.infer<typeof identityFile>): void {
  const path = join(directory, 'spool.json')
  const fd = openSync(`${path}.aside`, 'w', 0o600)
  try {
    writeSync(fd, JSON.stringify(identity))
    fdatasyncSync(fd)
  } finally {
    closeSync(fd)
  }
  renameSync(`${path}.aside`, path)
  syncFolder(directory)
}

function refuseNewer(directory: string, versions: readonly number[]): void {
  const newest = Math.max(...versions)
  if (newest <= spoolVersion) return
  throw new Error(
    `The spool in ${directory} was written by a newer Takehold (format ${newest}, this one reads ${spoolVersion}). ` +
      'Nothing was changed. Start the newer version again, or let it flush everything and move the folder away.',
  )
}

function otherSpool(directory: string): string {
  return (
    `spool.json in ${directory} belongs to another spool than the segments beside it. Nothing was changed. ` +
    'Put back the spool.json of these segments, or delete it to have it made anew from them.'
  )
}
