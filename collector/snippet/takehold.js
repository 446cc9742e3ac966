// Takehold in a page of the CRM: names of actions and ids of records, never what people read or type.
// Served as /takehold.js; the build wraps the file in a function and minifies it. Nothing outlives the page.

// A loader may take the current script away.
const script = document.currentScript ?? document.querySelector('script[data-write-key]')
const { writeKey, user, app, pageViews } = script.dataset
const address = new URL('v1/batch', script.src).href

/** The only properties that leave the page. */
const kept = 'object record_id account_id origin task changes note_hash contact_at hits duration_ms form'.split(' ')
const encoder = new TextEncoder()
const batchMs = 2_000
const batchEvents = 100
const batchBytes = 60_000 // Browsers let 64 KiB survive the end of a page.
const queueEvents = 1_000
const answerMs = 20_000
const waitMsMax = 60_000
const waitSecondsMax = 3_600

/** Events that no answer has come for; an event leaves only with one, as the collector knows its id when it comes twice. */
let queue = []
/** Those that are under way and survive the end of the page. */
let surviving = []
let userId = user || undefined
let dropped = 0
let failures = 0
/** By the clock that never jumps. */
let notBefore = 0
/** Until when the collector asked to wait; what is only a guess ends when the page is online again. */
let retryAfter = 0
let isSending = false
let isLeft = false
let timer = 0
let path

/** An action of the person: its name, and the properties named above. */
function track(event, properties) {
  try {
    const chosen = kept.map((name) => [name, properties?.[name]])
    add({ type: 'track', event, properties: JSON.parse(JSON.stringify(Object.fromEntries(chosen))) })
  } catch {
    dropped++ // No JSON; the page must not fail for it.
  }
}

/** Who the person is, by id; actions before it wait for it. */
function identify(id) {
  userId = String(id)
  for (const event of queue) event.userId ??= userId
  schedule(batchMs)
}

function add(message) {
  queue.push({ ...message, userId, messageId: newId(), timestamp: now() })
  if (queue.length > queueEvents) {
    queue.shift()
    dropped++
  }
  schedule(batchMs)
}

function newId() {
  // Pages without https have no randomUUID.
  return crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join('-')
}

function now() {
  return new Date().toISOString()
}

function schedule(ms) {
  timer ||= setTimeout(flush, Math.max(ms, notBefore - performance.now()))
}

function hurry() {
  clearTimeout(timer)
  timer = 0
  schedule(0)
}

/** Sends the oldest batch and waits for its answer; the next one follows when it has come. */
async function flush() {
  clearTimeout(timer)
  timer = 0
  const [batch] = batchesOf(queue)
  if (isSending || isLeft || !batch) return
  if (notBefore > performance.now()) return schedule(0)
  isSending = true
  const keepalive = !failures // A browser may refuse it; then the next attempt goes without.
  if (keepalive) surviving = batch
  const isDone = await isTaken(batch, keepalive)
  isSending = false
  surviving = []
  if (isDone) queue = queue.filter((event) => !batch.includes(event))
  failures = isDone ? 0 : failures + 1
  const backoffMs = failures && Math.min(waitMsMax, 500 * 2 ** failures) * (0.5 + Math.random())
  notBefore = Math.max(retryAfter, performance.now() + backoffMs)
  schedule(0)
}

async function isTaken(batch, keepalive) {
  try {
    const answer = await fetch(address, {
      ...{ method: 'POST', body: bodyOf(batch), keepalive, credentials: 'omit' },
      referrerPolicy: 'no-referrer', // Not even which page it was.
      signal: AbortSignal.timeout(answerMs),
    })
    if ([408, 429].includes(answer.status) || answer.status > 499) {
      retryAfter =
        performance.now() + 1_000 * Math.min(waitSecondsMax, parseInt(answer.headers.get('Retry-After'), 10) || 0)
      return false
    }
    if (!answer.ok) dropped += batch.length
    return true
  } catch {
    return false // Offline, or the answer was lost: the same events go again.
  }
}

/** One batch after the other, so that nobody pays for those that are not asked for. */
function* batchesOf(events) {
  let batch = []
  let bytes = 0
  for (const event of events.filter((each) => each.userId)) {
    const size = encoder.encode(JSON.stringify(event)).length + 1
    if (batch[0] && (bytes + size > batchBytes || batch.length === batchEvents)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(event)
    bytes += size
  }
  if (batch[0]) yield batch
}

// A text without further headers: browsers ask no permission before they send it.
function bodyOf(batch) {
  return JSON.stringify({
    writeKey,
    sentAt: now(),
    context: { app: { name: app }, library: { name: 'takehold.js' } },
    batch,
  })
}

// The page may come back as it was: then what no answer has come for goes again, and is known by its id.
function leave() {
  isLeft = true
  for (const batch of batchesOf(queue.filter((event) => !surviving.includes(event)))) {
    const body = bodyOf(batch)
    if (!navigator.sendBeacon?.(address, body)) {
      fetch(address, { method: 'POST', body, keepalive: true, credentials: 'omit' }).catch(() => {})
    }
  }
}

/** A click or a submit inside an element that names its action; a form acts when it is sent. */
function act(event) {
  const element = event.composedPath().find((node) => node.dataset?.takehold)
  if (!element || (element.localName === 'form') !== (event.type === 'submit')) return
  const { takehold, takeholdObject, takeholdRecord, takeholdAccount, takeholdTask, takeholdForm } = element.dataset
  track(takehold, {
    ...{ object: takeholdObject, record_id: takeholdRecord, account_id: takeholdAccount },
    ...{ task: takeholdTask, form: takeholdForm },
  })
}

/** Another page in sight; which one stays here. */
function view() {
  if (path === location.pathname) return
  path = location.pathname
  add({ type: 'page' })
}

function start() {
  const early = window.takehold
  window.takehold = {
    track,
    identify,
    push: ([name, ...values]) => window.takehold[name](...values),
    get dropped() {
      return dropped
    },
  }
  for (const call of early ?? []) window.takehold.push(call)
  document.addEventListener('click', act, true)
  document.addEventListener('submit', act, true)
  document.addEventListener('visibilitychange', flush)
  addEventListener('pagehide', leave)
  addEventListener('pageshow', () => {
    isLeft = false
    hurry()
  })
  addEventListener('online', () => {
    notBefore = retryAfter
    hurry()
  })
  if (pageViews === undefined) return
  view()
  window.navigation?.addEventListener('currententrychange', view)
}

// Twice in a page would count twice.
if (!window.takehold?.track) start()
