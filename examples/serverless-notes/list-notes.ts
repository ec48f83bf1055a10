/** Behind the authorizer: whoever comes this far has a token of the pool with the scope notes/read. */
export async function handler() {
  return {statusCode: 200, body: JSON.stringify({notes: []})}
}
