// What bounds the queues and the host, and how near it is.

import { el, put, set } from './dom.js';
import { bytes, count, known, percent, printable } from './text.js';
import { fullness } from './spark.js';
import { href, view } from './view.js';

const NEAR = 0.6, THERE = 0.9;

function gauge(title, sentence) {
  const fill = el('span', { class: 'bar-fill' }), bar = el('span', { class: 'bar' }, fill), text = el('span', { class: 'figures' }), part = el('td', { class: 'n strong' });
  const node = el('tr', {}, el('th', { scope: 'row' }, title), el('td', {}, el('span', { class: 'gauge' }, bar, text)), part, el('td', {}, sentence));
  return {
    node,
    draw(used, most, write = count) {
      const share = known(used) && most > 0 ? used / most : null;
      fill.style.width = `${Math.min(1, share ?? 0) * 100}%`;
      set(node, 'data-level', share >= THERE ? 'critical' : share >= NEAR ? 'warning' : null);
      put(text, `${known(used) ? write(used) : '–'} of ${known(most) ? write(most) : '–'}`);
      put(part, percent(share));
    },
  };
}

export function limitsPage(facts) {
  const memory = gauge('TCP memory', 'Of the whole host (net.ipv4.tcp_mem). At the end connections are dropped.');
  const orphans = gauge('Orphans', 'Connections no process holds any more, of the whole host (net.ipv4.tcp_max_orphans). Beyond it they are reset.');
  const files = gauge('Open files', 'Of the whole host (fs.file-nr).');
  const waiting = gauge('TIME_WAIT', 'Of this namespace (net.ipv4.tcp_max_tw_buckets). Beyond it they are closed at once.');
  const queue = gauge('Fullest accept queue', '');
  const gauges = [queue, memory, orphans, files, waiting];
  const settings = el('tbody'), bounds = el('tbody'), where = el('span', { class: 'quiet' });
  const node = el('div', {}, el('section', { class: 'panel' }, el('div', { class: 'bar-line' }, el('h2', {}, 'How near the limits are'), where),
    el('table', { class: 'limits' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Limit'), el('th', { scope: 'col' }, 'Used'), el('th', { scope: 'col', class: 'n' }, 'Part'), el('th', { scope: 'col' }, ''))), el('tbody', {}, gauges.map(one => one.node)))),
  el('section', { class: 'panel' }, el('h2', {}, 'What set the limit of each accept queue'), el('table', { class: 'bounds' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Listener'), el('th', { scope: 'col', class: 'n' }, 'Limit'), el('th', { scope: 'col' }, 'Set by'), el('th', { scope: 'col', class: 'wide' }, 'Usual for'))), bounds)),
  el('section', { class: 'panel' }, el('h2', {}, 'Settings of the kernel'), el('table', { class: 'settings' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Setting'), el('th', { scope: 'col' }, 'Here'), el('th', { scope: 'col' }, 'Meaning'))), settings)));
  const SET_BY = { application: 'the application, which asked for less than net.core.somaxconn', somaxconn: 'net.core.somaxconn: raise it, then restart the listener', earlier_somaxconn: 'net.core.somaxconn as it was when the program began to listen', unknown: 'not known' };
  let limits = null, asked = -Infinity, wish = '', own = null;

  async function refresh() {
    if (wish === view.namespace && performance.now() - asked < 10_000) return;
    wish = view.namespace;
    asked = performance.now();
    const get = async query => { const answer = await fetch('/api/limits' + query); return answer.ok ? answer.json() : null; };
    try {
      own = await get('');
      limits = view.namespace ? await get('?namespace=' + encodeURIComponent(view.namespace)) : own;
    } catch { return; /* the stream says whether the server is there */ }
    if (!limits) return;
    settings.replaceChildren(...Object.entries(limits.settings).map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, el('code', {}, name)), el('td', {}, value === null ? '–' : value.trim() === '' ? 'none' : printable(value.replaceAll('\t', ' '))), el('td', {}, facts.settings[name]?.meaning ?? ''))));
    bounds.replaceChildren(...limits.listeners.slice(0, 200).map(one => el('tr', {}, el('th', { scope: 'row' }, el('a', { 'data-view': true, href: href({ view: 'listener', namespace: limits.namespace.name, protocol: one.protocol, address: one.address }) }, printable(one.address))),
      el('td', { class: 'n' }, count(one.limit)), el('td', {}, one.protocol.startsWith('unix') && one.boundBy === 'unknown' ? 'not known' : SET_BY[one.boundBy]), el('td', { class: 'wide' }, one.usualFor ?? '–'))));
  }

  return {
    node, remove() {},
    draw({ summaries, rows, live }) {
      refresh();
      const at = name => limits?.settings[name] ?? own?.settings[name] ?? null;
      const numbers = name => (own?.settings[name] ?? at(name))?.trim().split(/\s+/).map(Number) ?? [];
      const summary = summaries.find(one => one.namespace.name === (view.namespace || own?.namespace.name)) ?? summaries[0];
      put(where, limits ? `namespace ${printable(limits.namespace.name)} and the host${live ? '' : '; settings and open files as they are now, they are not remembered'}` : '');
      const fullest = [...rows].filter(row => !view.namespace || row.namespace.name === view.namespace).sort((a, b) => (fullness(b) ?? -1) - (fullness(a) ?? -1))[0];
      queue.draw(fullest?.acceptQueue.depth, known(fullest?.acceptQueue.limit) ? fullest.acceptQueue.limit + 1 : null);
      put(queue.node.lastChild, fullest ? `${printable(fullest.address)} in ${printable(fullest.namespace.name)}; it holds one more than its limit.` : '');
      memory.draw(summary?.tcp.memoryBytes, facts.pageBytes ? numbers('net.ipv4.tcp_mem')[2] * facts.pageBytes : null, bytes);
      orphans.draw(summary?.tcp.orphan, numbers('net.ipv4.tcp_max_orphans')[0]);
      files.draw(numbers('fs.file-nr')[0], numbers('fs.file-nr')[2]);
      waiting.draw(summary?.tcp.timeWait, Number(at('net.ipv4.tcp_max_tw_buckets')));
    },
  };
}
