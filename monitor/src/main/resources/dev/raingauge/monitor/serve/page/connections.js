// Connections by TCP state, now and over time.

import { el, put } from './dom.js';
import { count } from './text.js';
import { axis } from './charts.js';
import { MOST_NAMESPACES, sums } from './history.js';
import { bounds, picked, rangeBar, zoomed } from './range.js';
import { now, store } from './store.js';
import { moment, view } from './view.js';

const STATES = [
  ['established', 'ESTABLISHED', 'accent', 'Open both ways; those in an accept queue too.'], ['syn_recv', 'SYN_RECV', 'critical', 'Half-open: a SYN came, the handshake is not finished.'],
  ['close_wait', 'CLOSE_WAIT', 'warning', 'The peer has closed, our program has not.'], ['time_wait', 'TIME_WAIT', 'muted', 'Closed by us; waits a minute for late packets. Harmless.'],
  ['syn_sent', 'SYN_SENT', 'violet', 'We connect, and nobody has answered yet.'], ['fin_wait1', 'FIN_WAIT1', 'teal', 'We have closed; the peer has not acknowledged.'],
  ['fin_wait2', 'FIN_WAIT2', 'green', 'We have closed; the peer has not closed yet.'], ['last_ack', 'LAST_ACK', 'pink', 'Both have closed; the last acknowledgement is missing.'],
  ['closing', 'CLOSING', 'brown', 'Both closed at the same time.'], ['close', 'CLOSE', 'line2', 'Not connected.'], ['listen', 'LISTEN', 'ink', 'Listening sockets.']];

export function connectionsPage() {
  const time = axis({ zoomed, picked });
  const range = rangeBar();
  const main = time.chart('Connections by state', 'of the namespaces that are chosen', STATES.filter(([id]) => id !== 'listen' && id !== 'close').map(([, label, colour]) => ({ label, colour, format: count })), { height: 300 });
  const cells = new Map(STATES.map(([id]) => [id, el('td', { class: 'n' })]));
  const hint = el('p', { class: 'quiet' });
  const node = el('div', {}, el('section', { class: 'panel' }, el('div', { class: 'bar-line' }, el('h2', {}, 'Connections'), el('span', { class: 'grow' }), range.node), hint, main.node),
    el('section', { class: 'panel' }, el('table', { class: 'states' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'State'), el('th', { scope: 'col', class: 'n' }, 'Sockets'), el('th', { scope: 'col' }, 'Which means'))),
      el('tbody', {}, STATES.map(([id, label, , sentence]) => el('tr', {}, el('th', { scope: 'row' }, label), cells.get(id), el('td', {}, sentence)))))));
  const ids = STATES.filter(([id]) => id !== 'listen' && id !== 'close').map(([id]) => id);
  let past = null, key = '', asked = 0;

  async function refresh() {
    const names = view.namespace ? [view.namespace] : [...store.namespaces.values()].map(one => one.name);
    const wish = JSON.stringify([view.namespace, view.from, view.to, names.length]);
    if (wish === key && (performance.now() - asked < 10_000 || view.to !== 'now')) return;
    if (wish !== key) past = null;
    key = wish;
    asked = performance.now();
    put(hint, names.length > MOST_NAMESPACES ? `Choose a namespace to see its past: ${names.length} are too many to add up.` : '');
    if (names.length > MOST_NAMESPACES) return;
    const [from, to] = bounds();
    try { past = await sums('states', names, 'max', { from, to, points: 600 }); } catch { /* the stream says whether the server is there */ }
  }

  return {
    node, remove: time.remove,
    draw({ summaries }) {
      const sum = id => summaries.reduce((all, one) => one.tcp.states[id] === null ? all : (all ?? 0) + one.tcp.states[id], null);
      for (const [id] of STATES) put(cells.get(id), count(sum(id)));
      const last = past?.times.at(-1) ?? -Infinity;
      const live = new Map();
      for (const one of store.namespaces.values()) {
        if (view.namespace && one.name !== view.namespace) continue;
        for (const [at, states] of one.states) {
          if (at <= last) continue;
          const into = live.get(at) ?? live.set(at, {}).get(at);
          for (const id of ids) if (states[id] !== null) into[id] = (into[id] ?? 0) + states[id];
        }
      }
      const [from, to] = bounds();
      Object.assign(time.around, { from, to, now: now(), at: view.at ? moment(view.at, now()) : null });
      const tail = [...live].sort((a, b) => a[0] - b[0]);
      const times = [...(past?.times ?? []), ...tail.map(([at]) => at)];
      main.draw(times, ids.map(id => [...(past?.of.get(id) ?? (past?.times ?? []).map(() => null)), ...tail.map(([, states]) => states[id] ?? null)]));
      range.draw();
      refresh();
    },
  };
}
