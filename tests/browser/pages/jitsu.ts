import { jitsuAnalytics } from '@jitsu/js'
import { exposeClient } from './client.ts'

const retryMs = 250

// The client never sends anything again; its own option for a fetch is where its user can have that done.
exposeClient(async ({ collector, writeKey }) => {
  const analytics = jitsuAnalytics({
    host: collector,
    writeKey: `${writeKey}:jitsu`,
    fetch: async (...request) => {
      for (;;) {
        const answer = await fetch(...request).catch(() => undefined)
        if (answer && answer.status !== 503 && answer.status !== 429) return answer
        await new Promise((resolve) => setTimeout(resolve, retryMs))
      }
    },
  })
  return (userId, event, properties) => analytics.track(event, properties, { userId })
})
