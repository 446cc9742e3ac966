/** A request with the real address and key that sends one event of the first person. */
export function sdkSnippet(url: string, writeKey: string): string {
  const event = {
    userId: 'p-1',
    event: 'Record Updated',
    properties: { object: 'opportunity', record_id: 'o-1' },
    timestamp: new Date().toISOString(),
  }
  return `curl -u ${writeKey}: ${url.replace(/\/$/, '')}/v1/track \\\n  -d '${JSON.stringify(event)}'`
}
