// What the server remembers.

import { POINTS, now } from './store.js';
import { iso } from './view.js';

/** So many namespaces are added up here; beyond that one has to be chosen. */
export const MOST_NAMESPACES = 16;

const seconds = time => time === null ? null : Date.parse(time) / 1000;

/** The answer of /api/history, or null where nothing is remembered of it; times in seconds since 1970. */
export async function ask(parameters, signal) {
  const answer = await fetch('/api/history?' + new URLSearchParams(parameters), { signal });
  if (!answer.ok) return null;
  const found = await answer.json();
  found.marks = found.marks.map(mark => ({ ...mark, time: seconds(mark.time) }));
  found.findings = found.findings.map(one => ({ ...one, begin: seconds(one.begin), end: seconds(one.end) }));
  return found;
}

export const series = (document, name) => document?.series.find(one => one.name === name) ?? null;

/** The series of several namespaces added up: { times, of: name -> numbers }. Null where there is nothing. */
export async function sums(what, namespaces, kind, { from, to, points }, signal) {
  const parameters = { what, from: iso(from), to: iso(to), points };
  const found = (await Promise.all(namespaces.slice(0, MOST_NAMESPACES).map(namespace => ask({ ...parameters, namespace }, signal)))).filter(Boolean);
  if (!found.length) return null;
  const times = found.reduce((longest, one) => one.times.length > longest.length ? one.times : longest, []);
  const of = new Map();
  for (const one of found) {
    const shift = times.indexOf(one.times[0]);
    if (shift < 0) continue; // another grid: its steps cannot be added to these
    for (const each of one.series) {
      const into = of.get(each.name) ?? of.set(each.name, times.map(() => null)).get(each.name);
      each[kind].forEach((value, i) => { if (value !== null && i + shift < into.length) into[i + shift] = (into[i + shift] ?? 0) + value; });
    }
  }
  return { times, of };
}

/** What a listener's small pictures do not hold yet, because the page was not open. */
export async function fill({ memory, namespace, protocol, address }) {
  if (!memory || memory.filled) return;
  memory.filled = true;
  try {
    const found = await ask({ from: iso(now() - POINTS), to: iso(now()), points: POINTS, namespace: namespace.name, protocol, address });
    for (const [points, name] of [[memory.peak, 'acceptQueueDepth'], [memory.drops, 'drops']]) {
      series(found, name)?.max.forEach((value, i) => {
        const place = POINTS - 1 - Math.round(now() - found.times[i]);
        if (value !== null && place >= 0 && Number.isNaN(points[place])) points[place] = value;
      });
    }
  } catch { /* the stream says whether the server is there */ }
}

/** The documents of a moment, and what was lost just then. */
export async function momentOf(at, signal) {
  const [listeners, summary, findings] = await Promise.all(['listeners?', 'summary?namespace=all&', 'findings?'].map(async path => {
    const answer = await fetch(`/api/${path}at=${encodeURIComponent(at)}`, { signal });
    return answer.ok ? answer.json() : null;
  }));
  const rows = listeners?.listeners ?? [];
  for (const row of rows) Object.assign(row, { key: `${row.namespace.id} ${row.protocol} ${row.address}`, dropRate: null, recentPeak: row.acceptQueue.depth });
  const time = Date.parse(at) / 1000, just = { from: iso(time - 5), to: iso(time), points: 10 };
  const mean = numbers => { const known = (numbers ?? []).filter(v => v !== null); return known.length ? known.reduce((a, b) => a + b) / known.length : null; };
  const troubled = new Set((findings?.findings ?? []).filter(one => one.ended === null).map(one => `${one.namespace.name} ${one.address}`));
  const asked = rows.filter(row => row.acceptQueue.depth > 0 || troubled.has(`${row.namespace.name} ${row.address}`)).slice(0, 12);
  await Promise.all(asked.map(async row => {
    row.dropRate = mean(series(await ask({ ...just, namespace: row.namespace.name, protocol: row.protocol, address: row.address }, signal), 'drops')?.mean);
  }));
  const counters = new Map();
  await Promise.all([...new Set(asked.map(row => row.namespace.name))].map(async namespace => {
    const found = await ask({ ...just, what: 'counters', namespace }, signal);
    counters.set(namespace, new Map((found?.series ?? []).map(one => [one.name, mean(one.mean)])));
  }));
  return { listeners, summary, findings, counters };
}
