// What bounds the queues and the host, and how near it is.

import { el, put, set } from './dom.js';
import { bytes, count, known, percent, printable, seconds } from './text.js';
import { fullness } from './spark.js';
import { href, view } from './view.js';

const NEAR = 0.6, THERE = 0.9, ASK_MILLIS = 5_000, MOST_PROCESSES = 50;

/** Some limits are set so high that they are none: fs.file-max of 64-bit kernels. */
const NONE = 1e15;

function gauge(title, sentence) {
  const fill = el('span', { class: 'bar-fill' }), bar = el('span', { class: 'bar' }, fill), text = el('span', { class: 'figures' }), part = el('td', { class: 'n strong' });
  const node = el('tr', {}, el('th', { scope: 'row' }, title), el('td', {}, el('span', { class: 'gauge' }, bar, text)), part, el('td', {}, sentence));
  return {
    node,
    draw(used, most, write = count) {
      const share = known(used) && most > 0 ? used / most : null;
      fill.style.width = `${Math.min(1, share ?? 0) * 100}%`;
      set(node, 'data-level', share >= THERE ? 'critical' : share >= NEAR ? 'warning' : null);
      put(text, most > NONE ? `${known(used) ? write(used) : '–'}, no limit` : `${known(used) ? write(used) : '–'} of ${known(most) ? write(most) : '–'}`);
      put(part, percent(share));
    },
  };
}

export function limitsPage(facts) {
  const memory = gauge('TCP memory', 'Of the whole host (net.ipv4.tcp_mem). At the end connections are dropped.');
  const orphans = gauge('Orphans', 'Connections no process holds any more, of the whole host (net.ipv4.tcp_max_orphans). Beyond it they are reset.');
  const files = gauge('Open files', '');
  const descriptors = gauge('Descriptors', '');
  const ports = gauge('Local ports', "So many outgoing connections may go to one address and port (net.ipv4.ip_local_port_range). How many do is not looked at here: 'raingauge doctor' counts them for each destination.");
  const waiting = gauge('TIME_WAIT', 'Of this namespace (net.ipv4.tcp_max_tw_buckets). Beyond it they are closed at once.');
  const queue = gauge('Fullest accept queue', '');
  const gauges = [queue, descriptors, memory, orphans, files, waiting, ports];
  const processes = el('tbody'), owners = el('section', { class: 'panel' }, el('h2', {}, 'Descriptors of the processes that listen'), el('table', { class: 'limits' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Process'), el('th', { scope: 'col' }, 'Used'), el('th', { scope: 'col', class: 'n' }, 'Part'), el('th', { scope: 'col' }, ''))), processes));
  const settings = el('tbody'), bounds = el('tbody'), where = el('span', { class: 'quiet' });
  const node = el('div', {}, el('section', { class: 'panel' }, el('div', { class: 'bar-line' }, el('h2', {}, 'How near the limits are'), where),
    el('table', { class: 'limits' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Limit'), el('th', { scope: 'col' }, 'Used'), el('th', { scope: 'col', class: 'n' }, 'Part'), el('th', { scope: 'col' }, ''))), el('tbody', {}, gauges.map(one => one.node)))), owners,
  el('section', { class: 'panel' }, el('h2', {}, 'What set the limit of each accept queue'), el('table', { class: 'bounds' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Listener'), el('th', { scope: 'col', class: 'n' }, 'Limit'), el('th', { scope: 'col' }, 'Set by'), el('th', { scope: 'col', class: 'wide' }, 'Usual for'))), bounds)),
  el('section', { class: 'panel' }, el('h2', {}, 'Settings of the kernel'), el('table', { class: 'settings' }, el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Setting'), el('th', { scope: 'col' }, 'Here'), el('th', { scope: 'col' }, 'Meaning'))), settings)));
  const SET_BY = { application: 'the application, which asked for less than net.core.somaxconn', somaxconn: 'net.core.somaxconn: raise it, then restart the listener', earlier_somaxconn: 'net.core.somaxconn as it was when the program began to listen', unknown: 'not known' };
  let limits = null, asked = -Infinity, wish = '', own = null, got = 0;

  async function refresh() {
    if (wish === view.namespace && performance.now() - asked < ASK_MILLIS) return;
    wish = view.namespace;
    asked = performance.now();
    const get = async query => { const answer = await fetch('/api/limits' + query); return answer.ok ? answer.json() : null; };
    try {
      own = await get('');
      limits = view.namespace ? await get('?namespace=' + encodeURIComponent(view.namespace)) : own;
    } catch { return; /* the stream says whether the server is there */ }
    got = performance.now();
    if (!limits) return;
    const shown = limits.processes.slice(0, MOST_PROCESSES).map(one => { const line = gauge(`${printable(one.name)}[${one.pid}]`, one.openDescriptors === null ? 'How many it has open may not be seen.' : ''); line.draw(one.openDescriptors, one.descriptorLimit); return line.node; });
    owners.hidden = shown.length < 2;
    processes.replaceChildren(...shown);
    settings.replaceChildren(...Object.entries(limits.settings).map(([name, value]) => el('tr', {}, el('th', { scope: 'row' }, el('code', {}, name)), el('td', {}, value === null ? '–' : value.trim() === '' ? 'none' : printable(value.replaceAll('\t', ' '))), el('td', {}, facts.settings[name]?.meaning ?? ''))));
    bounds.replaceChildren(...limits.listeners.slice(0, 200).map(one => el('tr', {}, el('th', { scope: 'row' }, el('a', { 'data-view': true, href: href({ view: 'listener', namespace: limits.namespace.name, protocol: one.protocol, address: one.address }) }, printable(one.address))),
      el('td', { class: 'n' }, count(one.limit)), el('td', {}, one.protocol.startsWith('unix') && one.boundBy === 'unknown' ? 'not known' : SET_BY[one.boundBy]), el('td', { class: 'wide' }, one.usualFor ?? '–'))));
  }

  const age = then => known(then) ? `, ${seconds(then + (performance.now() - got) / 1000)} ago` : '';

  let last = null;
  function paint({ summaries, rows, live }) {
    const at = name => limits?.settings[name] ?? own?.settings[name] ?? null;
    const numbers = name => (own?.settings[name] ?? at(name))?.trim().split(/\s+/).map(Number) ?? [];
    const summary = summaries.find(one => one.namespace.name === (view.namespace || own?.namespace.name)) ?? summaries[0];
    put(where, limits ? `namespace ${printable(limits.namespace.name)} and the host${live ? '' : '; settings, descriptors and open files as they are now'}` : '');
    const fullest = rows.filter(row => !view.namespace || row.namespace.name === view.namespace).sort((a, b) => (fullness(b) ?? -1) - (fullness(a) ?? -1))[0];
    queue.draw(fullest?.acceptQueue.depth, known(fullest?.acceptQueue.limit) ? fullest.acceptQueue.limit + 1 : null);
    put(queue.node.lastChild, fullest ? `${printable(fullest.address)} in ${printable(fullest.namespace.name)}; it holds one more than its limit.` : '');
    memory.draw(summary?.tcp.memoryBytes, facts.pageBytes ? numbers('net.ipv4.tcp_mem')[2] * facts.pageBytes : null, bytes);
    orphans.draw(summary?.tcp.orphan, numbers('net.ipv4.tcp_max_orphans')[0]);
    files.draw(numbers('fs.file-nr')[0], numbers('fs.file-nr')[2]);
    put(files.node.lastChild, `Of the whole host (fs.file-nr)${age(own?.openFilesAgeSeconds)}.`);
    const nearest = limits?.processes[0];
    descriptors.draw(nearest?.openDescriptors, nearest?.descriptorLimit);
    put(descriptors.node.lastChild, nearest ? `Of ${printable(nearest.name)}[${nearest.pid}]${limits.processes.length > 1 ? ', which is nearest to its own limit' : ''}${age(limits.descriptorsAgeSeconds)}. At the end accept(2) fails, and connections stay in the queue.` : limits && known(limits.descriptorsAgeSeconds) ? 'No process that listens is known.' : '');
    ports.draw(null, limits?.localPorts);
    const buckets = at('net.ipv4.tcp_max_tw_buckets');
    waiting.draw(summary?.tcp.timeWait, buckets === null ? null : Number(buckets));
  }

  return {
    node, remove() {},
    draw(now) {
      last = { ...now, rows: [...now.rows] };
      paint(last);
      refresh().then(() => { if (node.isConnected) paint(last); });
    },
  };
}
