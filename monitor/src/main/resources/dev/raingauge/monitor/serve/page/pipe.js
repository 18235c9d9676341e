// The way of a connection into a program, drawn as what it is: a pipe with two basins, and the losses
// leaving where they happen. Wide it flows to the right, narrow downwards.

import { el, svg, put, set } from './dom.js';
import { count, known, owner, percent, printable, rate, seconds } from './text.js';

const WIDE = { box: '0 0 760 312', down: false, syn: [118, 66, 142, 126], accept: [342, 66, 164, 126], app: [592, 66, 152, 126] };
const NARROW = { box: '0 0 360 596', down: true, syn: [20, 74, 132, 116], accept: [20, 276, 132, 116], app: [20, 470, 132, 116] };

const text = (x, y, className, content = '', anchor = 'middle') => svg('text', { x, y, class: className, 'text-anchor': anchor }, content);

/** Writes lines one under the other; empty ones take no room. */
function lines(x, y, anchor, first, other, step = 17) {
  const nodes = [text(x, y, first, '', anchor), text(x, y + step, other, '', anchor), text(x, y + 2 * step, other, '', anchor)];
  return { nodes, say(...texts) { nodes.forEach((node, i) => put(node, texts[i] ?? '')); } };
}

/** A basin with water that rises; the number stands in it. */
function basin([x, y, w, h], down, title, sub) {
  const water = svg('rect', { class: 'water', x: x + 3, y, width: w - 6, height: 0, rx: 7 });
  const shape = svg('rect', { class: 'basin', x, y, width: w, height: h, rx: 10 });
  const middle = x + w / 2;
  const value = text(middle, y + h * 0.47, 'figure'), limit = text(middle, y + h * 0.66, 'of'), flag = text(middle, y + h * 0.87, 'flag');
  const heads = down ? [text(x + w + 20, y + 18, 'heading', title, 'start'), text(x + w + 20, y + 36, 'sub', sub, 'start')] : [text(middle, y - 30, 'heading', title), text(middle, y - 12, 'sub', sub)];
  return {
    nodes: [svg('rect', { class: 'basin-back', x, y, width: w, height: h, rx: 10 }), water, shape, value, limit, flag, heads],
    draw(depth, most, note, level) {
      const part = !known(depth) || !known(most) ? 0 : Math.min(1, depth / (most + 1));
      const height = (h - 6) * (depth > 0 ? Math.max(0.05, part) : 0);
      set(water, 'y', (y + h - 3 - height).toFixed(1));
      set(water, 'height', height.toFixed(1));
      for (const node of [water, shape, flag]) set(node, 'data-level', level);
      put(value, count(depth));
      put(limit, known(most) ? `of ${count(most)}` : 'limit not known');
      put(flag, note);
    },
  };
}

/** What is lost falls out of its basin: below it, or beside it where the pipe goes down. */
function loss([x, y, w, h], down) {
  const [fx, fy] = down ? [x + w, y + h - 34] : [x + w / 2, y + h];
  const way = down ? `M${fx + 3} ${fy}h30m-6 -5l7 5l-7 5` : `M${fx} ${fy + 4}v30m-5 -6l5 7l5 -7`;
  const drops = [0, 1, 2].map(i => svg('circle', { class: `drop drop-${i} ${down ? 'aside' : ''}`, cx: down ? fx + 6 : fx, cy: down ? fy : fy + 8, r: 3.2 }));
  const words = down ? lines(fx + 44, fy - 4, 'start', 'lost', 'sub') : lines(fx, fy + 56, 'middle', 'lost', 'sub');
  const node = svg('g', { class: 'loss' }, svg('path', { class: 'fall', d: way }), drops, words.nodes);
  return {
    node,
    draw(value, unit, first, second, mild = false) {
      set(node, 'data-on', value > 0 ? (mild ? 'mild' : 'yes') : 'no');
      words.say(known(value) ? value > 0 ? `${rate(value)} ${unit}` : 'nothing lost' : first ? '' : 'not counted', first, second);
    },
    on(yes) { set(node, 'data-on', yes ? 'yes' : 'no'); },
  };
}

/** From one thing to the next, with what flows written at it. */
function flow(down, from, to, at) {
  const d = down ? `M${at} ${from}V${to - 9}` : `M${from} ${at}H${to - 9}`;
  const head = down ? `M${at - 6} ${to - 11}h12l-6 9z` : `M${to - 11} ${at - 6}l9 6l-9 6z`;
  const [x, y, anchor] = down ? [at + 16, (from + to) / 2 - 2, 'start'] : [(from + to) / 2, at - 14, 'middle'];
  const above = text(x, y, 'sub', '', anchor), below = text(x, down ? y + 16 : at + 24, 'sub', '', anchor), under = text(x, down ? y + 31 : at + 38, 'sub', '', anchor);
  return { nodes: [svg('path', { class: 'flow', d }), svg('path', { class: 'head', d: head }), above, below, under], say(one, two, three = '') { put(above, one); put(below, two); put(under, three); } };
}

function draft(plan) {
  const { down } = plan;
  const syn = basin(plan.syn, down, 'SYN queue', 'half open'), accept = basin(plan.accept, down, 'Accept queue', down ? 'finished, not accepted' : 'finished, not yet accepted');
  const lostSyn = loss(plan.syn, down), lostAccept = loss(plan.accept, down);
  const [sx, sy, sw, sh] = plan.syn, [ax, ay, aw, ah] = plan.accept, [px, py, pw, ph] = plan.app;
  const middle = down ? sx + sw / 2 : sy + sh * 0.42;
  const arrive = down ? flow(true, 22, sy - 3, middle) : flow(false, 14, sx - 3, middle);
  const pass = down ? flow(true, sy + sh + 4, ay - 3, middle) : flow(false, sx + sw + 4, ax - 3, middle);
  const take = down ? flow(true, ay + ah + 4, py - 3, middle) : flow(false, ax + aw + 4, px - 3, middle);
  const wait = down ? text(ax + aw + 20, ay + 54, 'wait', '', 'start') : text(ax + aw / 2, ay - 51, 'wait');
  const counted = down ? text(sx + sw + 20, sy + 54, 'sub', '', 'start') : text(sx + sw / 2, sy - 48, 'sub');
  const active = text(px + pw / 2, py + ph * 0.33, 'figure'), closing = text(px + pw / 2, py + ph * 0.73, 'figure small'), closingText = text(px + pw / 2, py + ph * 0.9, 'sub');
  const who = down ? text(px + pw + 20, py + 36, 'sub', '', 'start') : text(px + pw / 2, py - 12, 'sub');
  const note = down ? lines(px + pw + 20, py + 84, 'start', 'sub', 'sub') : lines(px + pw / 2, py + ph + 22, 'middle', 'sub', 'sub');
  const synGroup = svg('g', {}, syn.nodes, lostSyn.node, pass.nodes, counted);
  const picture = svg('svg', { class: down ? 'pipe down' : 'pipe', viewBox: plan.box, 'aria-hidden': 'true' },
    arrive.nodes, synGroup, accept.nodes, lostAccept.node, wait, take.nodes,
    svg('rect', { class: 'basin-back', x: px, y: py, width: pw, height: ph, rx: 10 }), svg('rect', { class: 'basin', x: px, y: py, width: pw, height: ph, rx: 10 }),
    down ? text(px + pw + 20, py + 18, 'heading', 'Application', 'start') : text(px + pw / 2, py - 30, 'heading', 'Application'), who, active, text(px + pw / 2, py + ph * 0.48, 'sub', 'active'), closing, closingText, note.nodes);
  return { picture, syn, accept, lostSyn, lostAccept, arrive, pass, take, wait, active, closing, closingText, who, note, counted, synGroup };
}

export function pipe() {
  const words = el('p', { class: 'visually-hidden' });
  const node = el('div', { class: 'pipe-box' });
  const narrow = matchMedia('(max-width: 560px)');
  let parts = null, last = null;
  const make = () => { parts = draft(narrow.matches ? NARROW : WIDE); node.replaceChildren(parts.picture, words); if (last) draw(...last); };
  narrow.addEventListener('change', make);

  /** counters tells the growth a second of a counter of the listener's namespace, or null; ages how old figures are. */
  function draw(row, counters, kernel, ages = {}) {
    last = [row, counters, kernel, ages];
    const unix = row.protocol.startsWith('unix');
    const { depth, limit, full } = row.acceptQueue;
    const half = row.synQueue?.depth ?? null, own = row.dropRate;
    set(parts.synGroup, 'visibility', unix ? 'hidden' : null);
    parts.arrive.say(unix ? 'connect()' : 'SYN', '');
    const synLimit = modern(kernel) ? limit : null;
    const synFull = known(half) && known(synLimit) && half > 0 && half >= synLimit;
    parts.syn.draw(half, synLimit, synFull ? 'FULL' : '', synFull ? 'critical' : 'calm');
    const level = full ? 'critical' : known(limit) && depth > limit * 0.6 && depth > 1 ? 'warning' : 'calm';
    parts.accept.draw(depth, limit, full ? 'FULL' : row.recentPeak > depth ? `peak ${count(row.recentPeak)}` : known(limit) && depth ? percent(depth / (limit + 1)) : '', level);
    put(parts.wait, unix || !known(row.longestWaitSeconds) ? '' : row.longestWaitSeconds > 0 ? `first waits ${seconds(row.longestWaitSeconds)}${aged(ages.waits, ', ')}` : depth ? '' : 'nobody waits');
    set(parts.wait, 'data-level', row.longestWaitSeconds >= 1 ? 'critical' : row.longestWaitSeconds >= 0.1 ? 'warning' : 'calm');
    losses(row, counters, unix);
    const passive = unix ? null : counters('TcpPassiveOpens');
    parts.pass.say('handshake', known(passive) ? `${rate(passive)}/s in the` : '', known(passive) ? 'namespace' : '');
    parts.take.say('accept()', '');
    put(parts.active, count(row.connections.active));
    put(parts.who, clip(owner(row) || 'owner not visible'));
    put(parts.closing, unix ? '' : count(row.connections.closeWait));
    put(parts.closingText, unix ? '' : 'in CLOSE_WAIT');
    set(parts.closing, 'data-level', row.connections.closeWait >= 100 ? 'warning' : 'calm');
    put(parts.counted, aged(ages.queues));
    parts.note.say(...(row.connections.closeWait > 0 ? ['closed by the peer,', 'not yet by the program'] : ['', '']), aged(unix ? undefined : ages.states));
    put(words, `${printable(row.address)}: ${unix ? '' : `SYN queue ${count(half)}, `}accept queue ${count(depth)} of ${count(limit)}${full ? ', full' : ''}, `
      + `${rate(own)} packets a second dropped, longest wait ${seconds(row.longestWaitSeconds)}, ${count(row.connections.active)} active, ${count(row.connections.closeWait)} in CLOSE_WAIT.`);
  }

  /** The listener's own drops are put where the namespace's counters say that something was lost. */
  function losses(row, counters, unix) {
    if (unix) {
      parts.lostSyn.draw(null, '', '', '');
      parts.lostAccept.draw(null, '', row.acceptQueue.full ? 'connect() fails or blocks now;' : 'no counter exists for UNIX:', row.acceptQueue.full ? 'no counter tells how often' : 'only the depth can be seen');
      parts.lostAccept.on(row.acceptQueue.full);
      return;
    }
    const own = row.dropRate, overflows = counters('TcpExtListenOverflows'), synDrops = counters('TcpExtTCPReqQFullDrop'), cookies = counters('TcpExtTCPReqQFullDoCookies');
    const atSyn = synDrops > 0 && !(overflows > 0);
    if (atSyn && own > 0) parts.lostSyn.draw(own, 'packets/s lost', 'SYN queue full, cookies off', '');
    else if (synDrops > 0 && own > 0) parts.lostSyn.draw(synDrops, '/s lost', 'of the whole namespace', '');
    else parts.lostSyn.draw(known(synDrops) ? 0 : null, '', cookies > 0 ? `${rate(cookies)}/s answered by cookies` : known(synDrops) ? '' : ' ', '');
    const queueDrops = own > 0 && overflows > 0, stray = own > 0 && !atSyn && !queueDrops;
    if (queueDrops) parts.lostAccept.draw(own, 'packets/s lost', 'their clients try again', 'after 1, 3 and 7 seconds');
    else if (stray && known(overflows)) parts.lostAccept.draw(own, 'packets/s dropped', 'no queue was full:', 'a scan, or stray packets', true);
    else parts.lostAccept.draw(atSyn ? 0 : own, 'packets/s dropped', '', '');
  }

  make();
  return { node, draw, remove: () => narrow.removeEventListener('change', make) };
}

/** How long ago, where it is long enough to matter. */
const aged = (age, before = '') => age >= 3 ? `${before}${seconds(age)} ago` : '';

const clip = name => name.length > 22 ? name.slice(0, 21) + '…' : name;

/** From 4.4 on the listener's own limit bounds its SYN queue as well. */
function modern(kernel) {
  const [major, minor] = String(kernel ?? '').split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 4);
}
