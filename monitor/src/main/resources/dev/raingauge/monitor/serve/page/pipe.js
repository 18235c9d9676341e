// The way of a connection into a program, drawn as what it is: a pipe with two basins, and the losses
// leaving where they happen.

import { el, svg, put, set } from './dom.js';
import { count, known, owner, percent, printable, rate, seconds } from './text.js';

const W = 760, H = 318, TOP = 66, BASIN = 126, BOTTOM = TOP + BASIN;
const text = (x, y, className, content = '', anchor = 'middle') => svg('text', { x, y, class: className, 'text-anchor': anchor }, content);

/** A basin with water that rises; the number stands in it. */
function basin(x, width, title, sub) {
  const water = svg('rect', { class: 'water', x: x + 3, y: TOP + 3, width: width - 6, height: BASIN - 6, rx: 7 });
  const shape = svg('rect', { class: 'basin', x, y: TOP, width, height: BASIN, rx: 10 });
  const value = text(x + width / 2, TOP + 62, 'figure');
  const limit = text(x + width / 2, TOP + 86, 'of');
  const flag = text(x + width / 2, TOP + 110, 'flag');
  const heading = text(x + width / 2, TOP - 30, 'heading', title);
  const explained = text(x + width / 2, TOP - 12, 'sub', sub);
  return {
    nodes: [svg('rect', { class: 'basin-back', x, y: TOP, width, height: BASIN, rx: 10 }), water, shape, value, limit, flag, heading, explained],
    draw(depth, most, note, level) {
      const part = !known(depth) || !known(most) ? 0 : Math.min(1, depth / (most + 1));
      const height = (BASIN - 6) * (depth > 0 ? Math.max(0.04, part) : 0);
      set(water, 'y', (BOTTOM - 3 - height).toFixed(1));
      set(water, 'height', height.toFixed(1));
      for (const node of [water, shape, flag]) set(node, 'data-level', level);
      put(value, count(depth));
      put(limit, known(most) ? `of ${count(most)}` : 'limit not known');
      put(flag, note);
    },
  };
}

/** What is lost falls out below its basin. */
function loss(x, y, anchorTop) {
  const drops = [0, 1, 2].map(i => svg('circle', { class: `drop drop-${i}`, cx: x, cy: anchorTop + 8, r: 3.2 }));
  const arrow = svg('path', { class: 'fall', d: `M${x} ${anchorTop + 3}V${y - 27}m-5 -6l5 7l5 -7` });
  const figure = text(x, y - 6, 'lost');
  const one = text(x, y + 12, 'sub');
  const two = text(x, y + 28, 'sub');
  const node = svg('g', { class: 'loss' }, arrow, drops, figure, one, two);
  return {
    node,
    draw(value, unit, first, second, mild = false) {
      set(node, 'data-on', value > 0 ? (mild ? 'mild' : 'yes') : 'no');
      put(figure, known(value) ? value > 0 ? `${rate(value)} ${unit}` : 'none lost' : 'not counted');
      put(one, first);
      put(two, second);
    },
  };
}

const stage = (x, y, path) => svg('path', { class: 'tube', d: path });

export function pipe() {
  const syn = basin(142, 148, 'SYN queue', 'half open');
  const accept = basin(352, 168, 'Accept queue', 'finished, not yet accepted');
  const lostSyn = loss(216, 258, BOTTOM), lostAccept = loss(436, 258, BOTTOM);
  const arrives = text(56, TOP + 96, 'sub'), passing = text(321, TOP + 96, 'sub'), wait = text(436, TOP - 52, 'wait');
  const active = text(660, TOP + 44, 'figure'), closing = text(660, TOP + 96, 'figure small'), closingText = text(660, TOP + 114, 'sub', 'in CLOSE_WAIT');
  const who = text(660, TOP - 12, 'sub'), closeNote = text(660, 252, 'sub'), closeNote2 = text(660, 268, 'sub');
  const synGroup = svg('g', {}, syn.nodes, lostSyn.node, passing, svg('path', { class: 'flow', d: 'M294 118H342' }), svg('path', { class: 'head', d: 'M340 112l9 6l-9 6z' }));
  const described = svg('desc', {});
  const picture = svg('svg', { class: 'pipe', viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': 'The way of a connection' }, described,
    svg('path', { class: 'flow', d: 'M14 118H128' }), svg('path', { class: 'head', d: 'M126 112l9 6l-9 6z' }),
    text(56, TOP + 38, 'heading', 'SYN'), arrives, synGroup, accept.nodes, lostAccept.node, wait,
    svg('path', { class: 'flow', d: 'M524 118H572' }), svg('path', { class: 'head', d: 'M570 112l9 6l-9 6z' }), text(550, TOP + 38, 'sub', 'accept()'),
    svg('rect', { class: 'basin-back', x: 584, y: TOP, width: 152, height: BASIN, rx: 10 }), svg('rect', { class: 'basin', x: 584, y: TOP, width: 152, height: BASIN, rx: 10 }),
    text(660, TOP - 30, 'heading', 'Application'), who, active, text(660, TOP + 62, 'sub', 'active'), closing, closingText, closeNote, closeNote2);
  const words = el('p', { class: 'visually-hidden' });
  const node = el('div', { class: 'pipe-box' }, picture, words);

  return {
    node,
    /** counters tells the growth a second of a counter of the listener's namespace, or null. */
    draw(row, counters, kernel) {
      const unix = row.protocol.startsWith('unix');
      const { depth, limit, full } = row.acceptQueue;
      const overflows = unix ? null : counters('TcpExtListenOverflows'), synDrops = unix ? null : counters('TcpExtTCPReqQFullDrop');
      const cookies = unix ? null : counters('TcpExtTCPReqQFullDoCookies'), passive = unix ? null : counters('TcpPassiveOpens');
      const own = row.dropRate;
      const atSyn = synDrops > 0 && !(overflows > 0);
      set(synGroup, 'visibility', unix ? 'hidden' : null);
      put(arrives, unix ? 'connect()' : '');
      const synLimit = modern(kernel) ? limit : null;
      const half = row.synQueue?.depth ?? null;
      syn.draw(half, synLimit, known(half) && known(synLimit) && half >= synLimit ? 'FULL' : '', known(half) && known(synLimit) && half >= synLimit ? 'critical' : 'calm');
      const level = full ? 'critical' : known(limit) && depth > limit * 0.6 && depth > 1 ? 'warning' : 'calm';
      accept.draw(depth, limit, full ? 'FULL' : row.recentPeak > depth ? `peak ${count(row.recentPeak)}` : known(limit) && depth ? percent(depth / (limit + 1)) : '', level);
      put(wait, unix || !known(row.longestWaitSeconds) ? '' : row.longestWaitSeconds > 0 ? `first in line waits ${seconds(row.longestWaitSeconds)}` : depth ? '' : 'nobody waits');
      set(wait, 'data-level', row.longestWaitSeconds >= 1 ? 'critical' : row.longestWaitSeconds >= 0.1 ? 'warning' : 'calm');
      put(passing, known(passive) ? `${rate(passive)}/s` : '');
      lostSyn.draw(atSyn && own > 0 ? own : synDrops, '/s lost', synDrops > 0 ? 'SYN queue full, cookies off' : cookies > 0 ? `${rate(cookies)}/s got a cookie instead` : 'SYN queue had room', synDrops > 0 ? '(whole namespace)' : '');
      if (unix) {
        lostAccept.draw(null, '', full ? 'connect() fails or blocks now;' : 'no counter exists for', full ? 'no counter tells how often' : 'UNIX sockets');
        set(lostAccept.node, 'data-on', full ? 'yes' : 'no');
      } else if (atSyn) {
        lostAccept.draw(overflows, '/s lost', 'accept queue had room', '');
      } else {
        const scan = own > 0 && !(overflows > 0);
        lostAccept.draw(own, scan ? 'packets/s' : 'packets/s lost', scan ? 'dropped, but no queue was full:' : known(overflows) ? `namespace: ${rate(overflows)}/s ListenOverflows` : '', scan ? 'a scan, or stray packets' : overflows > 0 ? 'clients wait 1, 3, 7 s and retry' : '', scan);
      }
      put(active, count(row.connections.active));
      put(who, clip(owner(row) || 'owner not visible'));
      put(closing, unix ? '' : count(row.connections.closeWait));
      put(closingText, unix ? '' : 'in CLOSE_WAIT');
      set(closing, 'data-level', row.connections.closeWait >= 100 ? 'warning' : 'calm');
      put(closeNote, row.connections.closeWait > 0 ? 'closed by the peer,' : '');
      put(closeNote2, row.connections.closeWait > 0 ? 'not yet by the program' : '');
      const said = `${printable(row.address)}: SYN queue ${count(half)}, accept queue ${count(depth)} of ${count(limit)}${full ? ', full' : ''}, `
        + `${rate(own)} packets a second dropped, longest wait ${seconds(row.longestWaitSeconds)}, ${count(row.connections.active)} active, ${count(row.connections.closeWait)} in CLOSE_WAIT.`;
      put(words, said);
      put(described, said);
    },
  };
}

const clip = name => name.length > 24 ? name.slice(0, 23) + '…' : name;

/** From 4.4 on the listener's own limit bounds its SYN queue as well. */
function modern(kernel) {
  const [major, minor] = String(kernel ?? '').split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 4);
}
