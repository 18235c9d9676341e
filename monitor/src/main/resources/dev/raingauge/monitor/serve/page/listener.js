// One listener: its pipe, and what happened to it over time.

import { el, put, set } from './dom.js';
import { count, known, owner, owners, printable, rate, seconds } from './text.js';
import { axis, describe } from './charts.js';
import { ask, series } from './history.js';
import { bounds, picked, rangeBar, zoomed } from './range.js';
import { findingsList, lasts, wanted } from './verdict.js';
import { now, store } from './store.js';
import { pipe } from './pipe.js';
import { href, isLive, moment, view } from './view.js';

const ASK_MILLIS = 10_000, MOST_POINTS = 600;

export const matches = (row, { namespace, protocol, address }) =>
  row.address === address && (!namespace || row.namespace.name === namespace) && (!protocol || row.protocol === protocol);

export function listenerPage() {
  const title = el('h2'), facts = el('dl', { class: 'facts' }), missing = el('p', { class: 'empty' }), calm = el('p', { class: 'calm' });
  const picture = pipe(), found = findingsList({ most: 4, here: true }), range = rangeBar();
  const time = axis({ zoomed, picked });
  const charts = [
    [time.chart('Accept queue', 'connections that wait to be accepted', [
      { label: 'peak', colour: 'accent', fill: true, format: count }, { label: 'mean', colour: 'muted', width: 1, format: value => known(value) ? rate(value) : '–' }, { label: 'limit', colour: 'critical', dash: true, step: true, format: count }], { height: 176 }),
    [['acceptQueueDepth', 'max'], ['acceptQueueDepth', 'mean'], ['acceptQueueLimit', 'last']], ['peak', 'depth', 'limit']],
    [time.chart('Waiting time', 'of those in the accept queue, in seconds', [{ label: 'longest', colour: 'warning', fill: true, format: seconds }, { label: '95 %', colour: 'violet', width: 1, format: seconds }, { label: 'median', colour: 'muted', width: 1, format: seconds }], { integers: false }),
      [['longestWaitSeconds', 'max'], ['waitP95', 'max'], ['waitP50', 'mean']], ['wait', 'p95', 'p50']],
    [time.chart('Drops', 'packets a second that the listener threw away', [{ label: 'peak', colour: 'critical', fill: true, format: rate }], { integers: false }), [['drops', 'max']], ['drops']],
    [time.chart('Half-open', 'handshakes that are not finished', [{ label: 'peak', colour: 'accent', fill: true, format: count }]), [['synQueue', 'max']], ['syn']],
    [time.chart('Connections', 'that the application has accepted', [{ label: 'active', colour: 'accent', format: count }, { label: 'CLOSE_WAIT', colour: 'warning', format: count }]), [['active', 'max'], ['closeWait', 'max']], ['active', 'closeWait']],
  ];
  const marks = el('ul', { class: 'marks', 'aria-label': 'Changes' });
  const node = el('div', {},
    el('div', { class: 'hero' },
      el('div', { class: 'judgement' }, el('p', { class: 'crumb' }, el('a', { 'data-view': true, class: 'back' }, '← All listeners')), title, facts, missing, calm, found.node),
      el('section', { class: 'panel pipe-panel', 'aria-label': 'The way of a connection' }, picture.node)),
    el('section', { class: 'panel' }, el('div', { class: 'bar-line' }, el('h2', {}, 'Over time'), el('span', { class: 'grow' }), range.node), charts.map(([chart]) => chart.node), marks));
  let past = null, asked = 0, key = '', asking = null, stepsSeen = '';

  async function refresh(row) {
    const wish = JSON.stringify([view.namespace, view.protocol, view.address, view.from, view.to]);
    if (!row && !view.namespace) return;
    if (wish === key && (performance.now() - asked < ASK_MILLIS || view.to !== 'now')) return;
    if (wish !== key) past = null;
    key = wish;
    asked = performance.now();
    asking?.abort();
    asking = new AbortController();
    try {
      past = await ask({ from: view.from, to: view.to, points: MOST_POINTS, namespace: row?.namespace.name ?? view.namespace, protocol: row?.protocol ?? (view.protocol || 'tcp'), address: view.address }, asking.signal);
      if (node.isConnected) paint(row);
    } catch (error) {
      if (error.name !== 'AbortError') asked = performance.now(); // the stream says whether the server is there
    }
  }

  function paint(row) {
    const [from, to] = bounds();
    const known = past?.times ?? [];
    const last = known.at(-1) ?? -Infinity;
    const tail = view.to === 'now' ? (row?.memory?.trace ?? []).filter(point => point.time > last) : (row?.memory?.trace ?? []).filter(point => point.time > last && point.time < to);
    const times = [...known];
    for (const point of tail) { if (point.gap && times.length) times.push(point.time - 1); times.push(point.time); }
    Object.assign(time.around, { from, to, now: now(), marks: past?.marks ?? [], at: view.at ? moment(view.at, now()) : null, bands: bands(row) });
    for (const [chart, old, fresh] of charts) {
      chart.draw(times, old.map(([name, kind], i) => {
        const column = [...(series(past, name)?.[kind] ?? known.map(() => null))];
        for (const point of tail) { if (point.gap && (column.length || times[0] !== point.time)) column.push(null); column.push(point[fresh[i]] ?? null); }
        while (column.length < times.length) column.unshift(null);
        return column.slice(0, times.length);
      }));
    }
    const said = (past?.marks ?? []).slice(-12).map(describe);
    const state = said.join('|');
    if (state !== stepsSeen) { stepsSeen = state; marks.replaceChildren(...said.map(text => el('li', {}, printable(text)))); }
    range.draw();
  }

  function bands(row) {
    if (past?.findings?.length) return past.findings;
    return wanted(store.findings?.findings ?? [], { namespace: row?.namespace.name, address: view.address })
      .map(one => ({ severity: one.severity, begin: Date.parse(one.begun) / 1000, end: one.ended === null ? null : Date.parse(one.lastSeen) / 1000 }));
  }

  return {
    node, remove: () => { asking?.abort(); time.remove(); picture.remove(); },
    draw({ rows, findings, counters, kernel, ages, live }) {
      set(node.querySelector('.back'), 'href', href({ view: 'overview', namespace: view.namespace }));
      const row = [...rows].find(one => matches(one, view)) ?? null;
      put(title, printable(view.address));
      put(missing, row ? '' : live ? 'Nobody listens here now. What was seen before is below, as far as it is remembered.' : 'Nobody listened here at this moment.');
      set(picture.node.parentNode, 'hidden', !row);
      const mine = wanted(findings, { namespace: view.namespace, address: view.address });
      found.draw(mine, now());
      put(calm, row && !mine.some(lasts) ? '✓ Nothing is wrong here, as far as can be seen.' : '');
      if (row) {
        if (live && row.memory) row.memory.traced = true;
        picture.draw(row, counters(row.namespace.name), kernel, ages);
        describeRow(facts, row);
      }
      const current = isLive() || live ? row : [...store.rows.values()].find(one => matches(one, view)) ?? null;
      paint(current);
      refresh(current);
    },
  };
}

let lastFacts = '';
function describeRow(list, row) {
  const people = owners(row);
  const entries = [['Namespace', printable(row.namespace.name)], ['Protocol', row.protocol.replace('_', ' ')],
    ['Owner', owner(row) || 'not visible'], ['Sockets', row.sockets.length > 1 ? `${row.sockets.length}, sharing the address (SO_REUSEPORT)` : null],
    ['Limits', row.sockets.length > 1 ? row.sockets.map(s => `${count(s.acceptQueue.depth)} of ${count(s.acceptQueue.limit)}`).slice(0, 8).join(', ') : null],
    ['Cgroup', row.sockets[0]?.cgroup ? printable(row.sockets[0].cgroup) : null], ['Processes', people.length > 1 ? people.slice(0, 8).map(p => `${printable(p.name)}[${p.pid}]`).join(', ') : null],
    ['Drops since it listens', row.protocol.startsWith('unix') ? null : count(row.drops)]].filter(([, value]) => value !== null);
  const state = JSON.stringify(entries);
  if (state === lastFacts && list.childElementCount) return;
  lastFacts = state;
  list.replaceChildren(...entries.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
}
