// Any page may send: the write key decides about origins, and no cookie is involved.
const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
}

/** Lets browser SDKs read an answer. Only answers of the wire: nothing else may be read from other pages. */
export function readable(response: Response): Response {
  for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
  return response
}

/** Answer of the preflight; x-retry-count comes only with retries, so leaving it out would break just those. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders,
      'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
      'Access-Control-Allow-Headers':
        'authorization, content-type, content-encoding, x-retry-count, x-write-key, anonymousid, sentat',
      'Access-Control-Max-Age': '86400',
    },
  })
}
