import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { Transform } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import { type Api, refusal } from './api.ts'
import { CommandFailure } from './command-failure.ts'

type Upload<T> = {
  path: string
  body: NodeJS.ReadableStream
  answer: z.ZodType<T>
  /** Told the bytes that were sent so far. */
  onBytes: (sent: number) => void
}

/** Streams a file to the server at the pace the server takes it; unlike fetch it waits as long as an import needs. */
export async function upload<T>(api: Api, { path, body, answer, onBytes }: Upload<T>): Promise<T> {
  const url = new URL(`${api.url}${path}`)
  const headers = { ...api.headers, 'content-type': 'application/octet-stream' }
  const request = (url.protocol === 'https:' ? requestSecure : requestPlain)(url, { method: 'POST', headers })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject)
  })
  const sent = pipeline(body, countBytes(onBytes), request)
  const response = await firstWord(answered, sent, url.origin)
  const status = response.statusCode ?? 0
  const words = await text(response)
  // An early refusal leaves the rest of the file unsent.
  void sent.catch(() => undefined)
  if (status < 200 || status > 299) {
    request.destroy()
    throw refusal(status, words)
  }
  return answer.parse(JSON.parse(words))
}

async function firstWord(
  answered: Promise<IncomingMessage>,
  sent: Promise<void>,
  origin: string,
): Promise<IncomingMessage> {
  try {
    // A file that cannot be read fails in the sending, before any answer.
    void answered.catch(() => undefined)
    await Promise.race([answered, sent])
    return await answered
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CommandFailure(
      `The connection to ${origin} broke (${reason}). Rows that were stored are kept. Run the same import again: it is harmless.`,
      { cause },
    )
  } finally {
    void sent.catch(() => undefined)
  }
}

function countBytes(onBytes: (sent: number) => void): Transform {
  let sent = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sent += chunk.length
      onBytes(sent)
      done(null, chunk)
    },
  })
}
