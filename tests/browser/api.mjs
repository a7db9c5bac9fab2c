// Calls of the app beside the page, with a bearer token.

const TRIES = 100;

export function api(app, token) {
  return async (method, path, body) => {
    const answer = await fetch(`${app}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : null };
  };
}

/** Asks until something is so. */
export async function until(what, ask) {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const found = await ask();
    if (found) return found;
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error(`It was never so: ${what}`);
}
