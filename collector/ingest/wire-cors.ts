/** Headers that let browser SDKs send from any page; the write key decides about origins, no cookie is involved. */
export function corsHeaders(): Record<string, string> {
  return {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Retry-After',
  }
}

/** Answer of the preflight; x-retry-count comes only with retries, so leaving it out would break just those. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(),
      'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
      'Access-Control-Allow-Headers':
        'authorization, content-type, content-encoding, x-retry-count, x-write-key, anonymousid, sentat',
      'Access-Control-Max-Age': '86400',
    },
  })
}
