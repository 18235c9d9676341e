// What the server told last, kept up by its stream; and a short memory for the small pictures.

import { known } from './text.js';

export const POINTS = 120;
const KEEP_SECONDS = 900;
const QUIET_MILLIS = 6000, DEAD_MILLIS = 15000, HIDDEN_MILLIS = 60000;

export const store = {
  head: null, rows: new Map(), namespaces: new Map(), findings: null, clock: null,
  arrived: 0, began: 0, state: 'connecting',
};
const subscribers = new Set();
export const onTick = subscriber => subscribers.add(subscriber);
export const tell = () => { for (const subscriber of subscribers) subscriber(); };

/** The server's clock now, in seconds since 1970. */
export const now = () => store.clock ? store.clock.seconds + (performance.now() - store.arrived) / 1000 : Date.now() / 1000;

function ring() { return new Float32Array(POINTS).fill(NaN); }

/** What is remembered of a listener: one point a second, the newest last. */
function memory() { return { peak: ring(), drops: ring(), fresh: false, grown: NaN, trace: [] }; }

function adopt(row) {
  const before = store.rows.get(row.key);
  row.memory = before?.memory ?? memory();
  row.memory.fresh = true;
  if (before && known(before.drops) && known(row.drops)) {
    // A restarted listener counts from 0 again.
    const grown = row.drops >= before.drops ? row.drops - before.drops : 0;
    row.memory.grown = (row.memory.grown || 0) + grown;
  } else if (known(row.drops)) {
    row.memory.grown = 0;
  }
  store.rows.set(row.key, row);
}

function onListeners(event) {
  const data = JSON.parse(event.data);
  store.head = data;
  if (data.complete) {
    const keys = new Set(data.listeners.map(row => row.key));
    for (const key of store.rows.keys()) if (!keys.has(key)) store.rows.delete(key);
  }
  data.listeners.forEach(adopt);
  data.gone.forEach(key => store.rows.delete(key));
}

function namespaceOf({ id, name }) {
  let known = store.namespaces.get(id);
  if (!known) store.namespaces.set(id, known = { id, name, summary: null, counters: new Map(), states: [] });
  known.name = name;
  return known;
}

function onSummary(event) {
  const data = JSON.parse(event.data);
  if (data.complete) {
    const ids = new Set(data.namespaces.map(one => one.namespace.id));
    for (const id of store.namespaces.keys()) if (!ids.has(id)) store.namespaces.delete(id);
  }
  for (const one of data.namespaces) namespaceOf(one.namespace).summary = one;
  for (const id of data.gone) store.namespaces.delete(Number(id));
}

/** Counters are kept as the points at which they changed. */
function onCounters(event) {
  const data = JSON.parse(event.data);
  const time = Date.parse(data.time) / 1000;
  for (const one of data.namespaces) {
    const counters = namespaceOf(one.namespace).counters;
    for (const [name, value] of Object.entries(one.counters)) {
      let points = counters.get(name);
      if (!points) counters.set(name, points = []);
      if (points.length && points.at(-1)[1] > value) points.length = 0; // the namespace was made anew
      if (!points.length || points.at(-1)[1] !== value) points.push([time, value]);
      while (points.length > 2 && points[1][0] < time - KEEP_SECONDS) points.shift();
    }
  }
}

function onClock(event) {
  const data = JSON.parse(event.data);
  const seconds = Date.parse(data.time) / 1000;
  const gap = store.clock ? seconds - store.clock.seconds : 0;
  store.clock = { seconds, ages: data.ageSeconds };
  store.arrived = performance.now();
  store.began ||= seconds;
  store.state = 'live';
  const steps = Math.min(POINTS, Math.max(1, Math.round(gap)));
  for (const row of store.rows.values()) remember(row, seconds, steps);
  for (const one of store.namespaces.values()) {
    if (one.summary) one.states.push([seconds, one.summary.tcp.states]);
    while (one.states.length && one.states[0][0] < seconds - KEEP_SECONDS) one.states.shift();
  }
  tell();
}

/** Moves a listener's small pictures on; seconds that were missed stay empty. */
function remember(row, seconds, steps) {
  const memory = row.memory;
  memory.peak.copyWithin(0, steps);
  memory.drops.copyWithin(0, steps);
  memory.peak.fill(NaN, POINTS - steps);
  memory.drops.fill(NaN, POINTS - steps);
  memory.peak[POINTS - 1] = memory.fresh ? row.peak : row.acceptQueue.depth;
  memory.drops[POINTS - 1] = known(row.drops) ? (memory.grown || 0) / steps : NaN;
  if (memory.traced) {
    memory.trace.push({ time: seconds, gap: steps > 4, peak: memory.peak[POINTS - 1], depth: row.acceptQueue.depth,
      limit: row.acceptQueue.limit, syn: row.synQueue?.depth ?? null, active: row.connections.active,
      closeWait: row.connections.closeWait, wait: row.longestWaitSeconds,
      drops: known(row.drops) ? memory.drops[POINTS - 1] : null });
    if (memory.trace.length > KEEP_SECONDS) memory.trace.shift();
  }
  memory.fresh = false;
  memory.grown = 0;
  row.dropRate = known(row.drops) ? recent(memory.drops, 5) : null;
  row.recentPeak = Math.max(row.acceptQueue.depth, ...memory.peak.subarray(POINTS - 10).filter(v => !Number.isNaN(v)));
}

function recent(points, n) {
  let sum = 0, seen = 0;
  for (let i = POINTS - n; i < POINTS; i++) if (!Number.isNaN(points[i])) { sum += points[i]; seen++; }
  return seen ? sum / seen : 0;
}

function at(points, time) {
  for (let i = points.length - 1; i >= 0; i--) if (points[i][0] <= time) return points[i][1];
  return points[0][1];
}

/** Growth a second of a counter over the seconds before a time; null where it is not known. */
export function growth(points, time, window = 10) {
  if (!points?.length) return null;
  const from = Math.max(time - window, store.began);
  return time - from < 1 ? null : Math.max(0, (at(points, time) - at(points, from)) / (time - from));
}

/** The same of a counter's name, over the namespaces that are chosen. */
export function rateOf(namespaces, name, time = now(), window = 10) {
  let sum = null;
  for (const one of namespaces) {
    const growing = growth(one.counters.get(name), time, window);
    if (growing !== null) sum = (sum ?? 0) + growing;
  }
  return sum;
}

// The connection: a closed lid or a restarted server is no error, it is only some seconds old.

let source = null, retry = 0, hidden = 0;

function connect() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource('/api/stream');
  store.opened = performance.now();
  for (const [name, handler] of Object.entries({ listeners: onListeners, summary: onSummary, counters: onCounters, clock: onClock,
    findings: event => { store.findings = JSON.parse(event.data); } })) source.addEventListener(name, handler);
  source.onerror = () => {
    store.state = 'reconnecting';
    if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, 2000);
    tell();
  };
}

function disconnect() { clearTimeout(retry); source?.close(); source = null; store.state = 'paused'; }

export function begin() {
  connect();
  setInterval(() => {
    const heard = Math.max(store.arrived, store.opened);
    const quiet = performance.now() - heard;
    if (source && quiet > QUIET_MILLIS && store.state === 'live') store.state = 'reconnecting';
    if (source && quiet > DEAD_MILLIS) connect();
    if (store.state !== 'live') tell();
  }, 1000);
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(disconnect, HIDDEN_MILLIS);
    else if (!source || performance.now() - store.arrived > QUIET_MILLIS) connect();
  });
  addEventListener('online', connect);
  addEventListener('pageshow', event => { if (event.persisted) connect(); });
  addEventListener('pagehide', disconnect);
}
