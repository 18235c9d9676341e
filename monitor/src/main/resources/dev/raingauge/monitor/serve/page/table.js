// Every listener: sorted, searched, and only the rows that can be seen are drawn.

import { el, put, set } from './dom.js';
import { count, known, owner, printable, rate, seconds } from './text.js';
import { fullness, spark } from './spark.js';
import { go, href, view } from './view.js';

const USUAL_HEIGHT = 44, SPARE = 8;

/** So many rows are simply all there: the browser's own search finds them. */
const FEW = 100;
const address = row => `${row.address}${row.interface ? `%${row.interface}` : ''}`;

const COLUMNS = [
  { id: 'address', title: 'Listener', sort: (a, b) => address(a).localeCompare(address(b), 'en', { numeric: true }) },
  { id: 'queue', title: 'Accept queue', down: true, sort: (a, b) => (fullness(a) ?? -1) - (fullness(b) ?? -1) || a.acceptQueue.depth - b.acceptQueue.depth },
  { id: 'trend', title: 'Two minutes', wide: true },
  { id: 'wait', title: 'Wait', down: true, number: true, sort: (a, b) => (a.longestWaitSeconds ?? -1) - (b.longestWaitSeconds ?? -1) },
  { id: 'lost', title: 'Drops/s', down: true, number: true, sort: (a, b) => (a.dropRate ?? -1) - (b.dropRate ?? -1) },
  { id: 'drops', title: 'Drops', down: true, number: true, wide: true, sort: (a, b) => (a.drops ?? -1) - (b.drops ?? -1) },
  { id: 'syn', title: 'Half-open', down: true, number: true, wide: true, sort: (a, b) => (a.synQueue?.depth ?? -1) - (b.synQueue?.depth ?? -1) },
  { id: 'active', title: 'Active', down: true, number: true, sort: (a, b) => (a.connections.active ?? -1) - (b.connections.active ?? -1) },
  { id: 'owner', title: 'Owner', wide: true, sort: (a, b) => owner(a).localeCompare(owner(b), 'en', { numeric: true }) },
  { id: 'namespace', title: 'Namespace', wide: true, sort: (a, b) => a.namespace.name.localeCompare(b.namespace.name, 'en', { numeric: true }) },
];

/** What needs eyes first: full, losing, waiting, filling. */
export function urgency(row) {
  return (row.acceptQueue.full ? 8 : 0) + (row.dropRate > 0 ? 4 : 0) + (fullness(row) ?? 0) * 3 + Math.min(1, (row.longestWaitSeconds ?? 0) / 10) + Math.min(0.5, (row.recentPeak ?? 0) / 100);
}

const text = row => `${row.address} ${row.protocol} ${row.namespace.name} ${owner(row)} ${row.sockets?.[0]?.cgroup ?? ''}`.toLowerCase();
const hides = (row, words) => words.some(word => !text(row).includes(word));

function line() {
  const link = el('a', { 'data-view': true, class: 'address' });
  const under = el('span', { class: 'under' });
  const bar = el('span', { class: 'bar-fill' }), peak = el('span', { class: 'bar-peak' });
  const figures = el('span', { class: 'figures' }), flag = el('span', { class: 'tag' });
  const trend = spark(), lostTrend = spark(44, 22, true);
  const cells = Object.fromEntries(COLUMNS.map(c => [c.id, el(c.id === 'address' ? 'th' : 'td', { class: `c-${c.id}${c.number ? ' n' : ''}${c.wide ? ' wide' : ''}`, scope: c.id === 'address' ? 'row' : null })]));
  cells.address.append(link, under);
  cells.queue.append(el('span', { class: 'gauge' }, el('span', { class: 'bar' }, bar, peak), figures, flag));
  cells.trend.append(trend.node);
  const lost = el('span');
  cells.lost.append(lost);
  const node = el('tr', {}, Object.values(cells));
  return {
    node,
    draw(row, index) {
      const { depth, limit, full } = row.acceptQueue;
      const part = fullness(row);
      set(node, 'aria-rowindex', index + 2);
      set(node, 'data-level', full ? 'critical' : row.dropRate > 0 || part > 0.6 ? 'warning' : null);
      set(link, 'href', href({ view: 'listener', namespace: row.namespace.name, protocol: row.protocol, address: row.address }));
      put(link, printable(address(row)));
      set(link, 'title', printable(address(row)));
      put(under, [row.protocol === 'tcp' ? '' : row.protocol.replace('_', ' '), owner(row), printable(row.namespace.name)].filter(Boolean).join(' · '));
      bar.style.width = `${(part ?? 0) * 100}%`;
      const top = known(limit) && row.recentPeak > depth ? Math.min(1, row.recentPeak / (limit + 1)) : null;
      peak.style.left = top === null ? '-9px' : `${top * 100}%`;
      put(figures, `${count(depth)} of ${count(limit)}`);
      put(flag, full ? 'FULL' : '');
      if (row.memory) trend.draw(row.memory.peak, limit);
      put(cells.wait, row.protocol.startsWith('unix') ? '–' : seconds(row.longestWaitSeconds));
      put(lost, rate(row.dropRate));
      put(cells.drops, count(row.drops));
      put(cells.syn, count(row.synQueue?.depth));
      put(cells.active, count(row.connections.active));
      put(cells.owner, owner(row) || '–');
      put(cells.namespace, printable(row.namespace.name));
      set(cells.namespace, 'title', printable(row.namespace.name));
    },
  };
}

export function listenersTable() {
  const search = el('input', { type: 'search', placeholder: 'address, process, namespace', 'aria-label': 'Search listeners', autocomplete: 'off', spellcheck: 'false', value: view.q,
    oninput: () => go({ q: search.value }, true) });
  const summary = el('span', { class: 'quiet', role: 'status' });
  const order = el('select', { class: 'narrow-only', 'aria-label': 'Sort by', onchange: () => go({ sort: order.value }, true) },
    el('option', { value: 'urgency' }, 'most urgent first'), COLUMNS.filter(c => c.sort).map(c => el('option', { value: c.down ? `-${c.id}` : c.id }, c.title)));
  const heads = COLUMNS.map(c => el('th', { scope: 'col', class: `c-${c.id}${c.number ? ' n' : ''}${c.wide ? ' wide' : ''}`, 'aria-sort': c.sort ? 'none' : null },
    c.sort ? el('button', { onclick: () => sortBy(c) }, c.title, el('span', { class: 'arrow', 'aria-hidden': 'true' })) : c.title));
  const above = el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td', { colspan: COLUMNS.length })), below = el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td', { colspan: COLUMNS.length }));
  const body = el('tbody', {}, above, below);
  const table = el('table', { class: 'listeners', 'aria-label': 'Listeners' }, el('thead', {}, el('tr', { 'aria-rowindex': 1 }, heads)), body);
  const urgent = el('button', { class: 'plain', onclick: () => go({ sort: 'urgency' }, true) }, 'most urgent first');
  const empty = el('p', { class: 'empty' });
  const node = el('section', { class: 'panel', 'aria-labelledby': 'listeners-title' },
    el('div', { class: 'bar-line' }, el('h2', { id: 'listeners-title' }, 'Listeners'), summary, el('span', { class: 'grow' }), urgent, order, search), table, empty);
  const lines = [];
  let shown = [], held = false;

  function sortBy(column) {
    held = false;
    const first = column.down ? `-${column.id}` : column.id, second = column.down ? column.id : `-${column.id}`;
    go({ sort: view.sort === first ? second : view.sort === second ? 'urgency' : first }, true);
  }
  // Nothing moves away under the pointer.
  for (const [event, on] of [['pointerenter', true], ['pointerleave', false]]) body.addEventListener(event, () => { held = on; });

  function arrange(rows) {
    const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = rows.filter(row => (!view.namespace || row.namespace.name === view.namespace) && !hides(row, words));
    if (held && kept.length === shown.length) {
      const now = new Map(kept.map(row => [row.key, row]));
      if (shown.every(row => now.has(row.key))) return shown.map(row => now.get(row.key));
    }
    const down = view.sort.startsWith('-');
    const column = COLUMNS.find(c => c.id === view.sort.replace(/^-/, '') && c.sort);
    const ties = (a, b) => a.key < b.key ? -1 : 1;
    return kept.sort(column ? (a, b) => (down ? -1 : 1) * column.sort(a, b) || ties(a, b) : (a, b) => Math.round((urgency(b) - urgency(a)) * 100) || ties(a, b));
  }

  function paint() {
    if (!node.isConnected) return;
    const ROW = lines.find(one => !one.node.hidden)?.node.offsetHeight || USUAL_HEIGHT;
    const from = body.getBoundingClientRect().top;
    const few = shown.length <= FEW;
    const first = few ? 0 : Math.min(Math.max(0, Math.floor(-from / ROW) - SPARE), Math.max(0, shown.length - 1));
    const last = few ? shown.length : Math.min(shown.length, Math.ceil((innerHeight - from) / ROW) + SPARE);
    const n = Math.max(0, last - first);
    while (lines.length < n) { const one = line(); lines.push(one); below.before(one.node); }
    lines.forEach((one, i) => { one.node.hidden = i >= n; if (i < n) one.draw(shown[first + i], first + i); });
    above.firstChild.style.height = `${first * ROW}px`;
    below.firstChild.style.height = `${Math.max(0, shown.length - first - n) * ROW}px`;
    above.hidden = first === 0;
    below.hidden = shown.length === first + n;
  }
  let asked = false;
  const soon = () => { if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; paint(); }); } };
  addEventListener('scroll', soon, { passive: true });
  addEventListener('resize', soon);

  return {
    node, search,
    remove() { removeEventListener('scroll', soon); removeEventListener('resize', soon); },
    draw(rows) {
      const all = [...rows];
      shown = arrange(all);
      if (search.value !== view.q && document.activeElement !== search) search.value = view.q;
      order.value = view.sort;
      urgent.hidden = view.sort === 'urgency';
      heads.forEach((head, i) => {
        const c = COLUMNS[i];
        if (c.sort) set(head, 'aria-sort', view.sort === c.id ? 'ascending' : view.sort === `-${c.id}` ? 'descending' : 'none');
      });
      set(table, 'aria-rowcount', shown.length + 1);
      const full = shown.filter(row => row.acceptQueue.full).length;
      put(summary, `${count(shown.length)}${shown.length < all.length ? ` of ${count(all.length)}` : ''}${full ? `, ${count(full)} full` : ''}`);
      put(empty, shown.length ? '' : all.length ? 'No listener matches.' : 'No listener is known.');
      paint();
    },
  };
}
