// What the server remembers. A server without a memory answers 404: then the page shows what it saw itself.

export const memory = { available: null };

/** The answer of /api/history, or null where there is none. */
export async function ask(parameters, signal) {
  if (memory.available === false) return null;
  const answer = await fetch('/api/history?' + new URLSearchParams(parameters), { signal });
  if (answer.status === 404) {
    // A server that has a memory says with 404 that it does not know this listener, in JSON or in words about it.
    if (memory.available === null) memory.available = (await fetch('/api/history?what=states&from=-1m&to=now&points=2', { signal })).ok;
    return null;
  }
  if (!answer.ok) return null;
  memory.available = true;
  return answer.json();
}

/** The documents of a moment: listeners, summary, findings. */
export async function momentOf(at, signal) {
  const [listeners, summary, findings] = await Promise.all(['listeners?', 'summary?namespace=all&', 'findings?'].map(async path => {
    const answer = await fetch(`/api/${path}at=${encodeURIComponent(at)}`, { signal });
    return answer.ok ? answer.json() : null;
  }));
  return { listeners, summary, findings };
}

export const series = (document, name) => document?.series.find(one => one.name === name) ?? null;
