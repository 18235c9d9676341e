// What is wrong, why, what to do, and what will not help. Nothing wrong: it says so.

import { el, put, set } from './dom.js';
import { clock, count, plural, printable, seconds } from './text.js';
import { href } from './view.js';

const MARKS = { critical: '■', warning: '▲', info: '●' };
const RANK = { critical: 0, warning: 1, info: 2 };

export const lasts = one => one.ended === null;

/** The findings that may be shown: of one namespace, of one listener. */
export function wanted(findings, { namespace = '', address = '' }) {
  return findings.filter(one => (!namespace || one.namespace.name === namespace) && (!address || one.address === address));
}

function headline(document, shown, unknown) {
  if (!document) return ['unknown', 'Waiting for the first look', ''];
  const now = shown.filter(lasts);
  const loud = now.filter(one => one.severity !== 'info');
  const losing = new Set(now.filter(one => ['accept-queue-overflow', 'syn-queue-overflow', 'syn-backlog-headroom', 'unix-queue-full'].includes(one.rule))
    .map(one => `${one.namespace.id} ${one.address}`)).size;
  if (unknown) return ['unknown', unknown, ''];
  if (!now.length) return ['ok', 'Nothing is wrong', 'as far as can be seen'];
  const level = loud.some(one => one.severity === 'critical') ? 'critical' : loud.length ? 'warning' : 'ok';
  if (losing) return [level, `${plural(losing, 'listener is', 'listeners are')} losing connections`, ''];
  if (level === 'ok') return ['ok', 'Nothing is lost', `${plural(now.length, 'thing')} worth knowing`];
  return [level, `${plural(loud.length, 'thing needs', 'things need')} attention`, ''];
}

/** The verdict on top of the page; it is read aloud when it changes. */
export function verdict() {
  const mark = el('span', { class: 'mark', 'aria-hidden': 'true' });
  const title = el('span'), more = el('span', { class: 'quiet' });
  const node = el('h1', { class: 'verdict', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' }, mark, el('span', {}, title, more));
  return {
    node,
    draw(document, shown, unknown = false) {
      const [level, text, rest] = headline(document, shown, unknown);
      set(node, 'data-level', level);
      put(mark, level === 'ok' ? '✓' : level === 'unknown' ? '?' : MARKS[level]);
      put(title, text);
      put(more, rest ? ` ${rest}` : '');
    },
  };
}

const TITLES = {
  'accept-queue-overflow': 'The accept queue overflows', 'acceptor-stalled': 'Nobody accepts', 'slow-accept': 'Accepting is too slow',
  'burst-overflow': 'Bursts are longer than the queue', 'file-descriptor-limit': 'Out of file descriptors', 'reuseport-imbalance': 'One of several sockets is stuck',
  'syn-queue-overflow': 'The SYN queue overflows', 'syn-backlog-headroom': 'SYNs are dropped before the queue is full', 'syn-cookies-sent': 'SYN cookies are sent',
  'port-scan': 'A port scan', 'unix-queue-full': 'A UNIX queue is full', 'unix-datagram-queue': 'A UNIX datagram queue is full', 'close-wait-leak': 'Connections are not closed',
  'backlog-capped': 'The queue comes near its limit', 'ephemeral-ports': 'Local ports run out', 'deferred-accept': 'Clients connect and say nothing',
  'abort-on-overflow': 'Refused clients are reset', 'time-wait': 'TIME_WAIT overflows', 'tcp-memory': 'TCP memory runs out', 'not-reading': 'A program does not read',
  'peer-not-reading': 'The other side does not read', 'connect-stalled': 'Connecting gets no answer', 'udp-receive-drops': 'UDP datagrams are dropped', 'socket-leak': 'Sockets leak',
};

/** The rule in words of its own. */
export const title = one => TITLES[one.rule] ?? one.rule.charAt(0).toUpperCase() + one.rule.slice(1).replaceAll('-', ' ');

/** An overflow and what explains it are one story. */
function stories(findings) {
  const place = one => `${one.namespace.id} ${one.address}`;
  const found = [], used = new Set();
  for (const one of findings) {
    const cause = one.cause && findings.find(other => other.rule === one.cause && place(other) === place(one) && lasts(other) === lasts(one) && !used.has(other));
    if (cause) { used.add(one); used.add(cause); found.push([cause, one]); }
  }
  for (const one of findings) if (!used.has(one)) found.push([one]);
  const rank = story => (lasts(story[0]) ? 0 : 10) + Math.min(...story.map(one => RANK[one.severity] ?? 2));
  return found.map((story, i) => [rank(story), i, story]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , story]) => story);
}

const key = story => story.map(one => `${one.rule} ${one.namespace.id} ${one.address} ${one.begun}`).join();
const worst = story => story.reduce((level, one) => RANK[one.severity] < RANK[level] ? one.severity : level, 'info');
const unique = list => [...new Set(list)];

function signal(one) {
  const number = value => Number.isInteger(value) ? count(value) : value.toFixed(1);
  return el('li', {}, el('code', {}, printable(one.signal)), ' ', one.before === null ? number(one.after) : `${number(one.before)} → ${number(one.after)}`);
}

function sentences(heading, list, kind) {
  return list.length ? el('div', { class: kind }, el('h4', {}, heading), el('ul', {}, unique(list).map(text => el('li', {}, printable(text))))) : null;
}

function when(story, now) {
  const one = story[0];
  if (!lasts(one)) return `${clock(one.begun)} to ${clock(one.ended)}`;
  return `for ${seconds(Math.max(1, now - Math.min(...story.map(each => Date.parse(each.begun) / 1000))))}`;
}

function card(story, open, now, onToggle, here) {
  const one = story[0], level = worst(story);
  const about = here || one.address === null ? [] : [' at ', el('a', { 'data-view': true, href: href({ view: 'listener', namespace: one.namespace.name, protocol: '', address: one.address }) }, printable(one.address))];
  const all = name => story.flatMap(each => each[name]);
  const details = el('details', { open },
    el('summary', { onclick: () => onToggle(!details.open) }, 'Remedy, what will not help, and proof'),
    sentences('Do', one.remedy, 'remedy'), sentences('Will not help', unique(all('notHelpful')), 'useless'),
    el('div', { class: 'proof' }, el('h4', {}, 'Proof'), el('ul', {}, all('evidence').filter((each, i, list) => list.findIndex(other => other.signal === each.signal) === i).map(signal))),
    sentences('How to see that it worked', one.checks, 'checks'));
  return el('article', { class: 'finding', 'data-level': lasts(one) ? level : 'past' },
    el('h3', {}, el('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[level]), title(one), story.length > 1 ? ', so the queue overflows' : '', about),
    el('p', { class: 'meta' }, `${lasts(one) ? level : `ended, was ${level}`} · ${one.confidence} · ${printable(one.namespace.name)} · ${when(story, now)}`),
    story.map(each => el('p', {}, printable(each.summary))), details);
}

/** The findings themselves; what the reader has opened stays open. */
export function findingsList({ most = 3, here = false } = {}) {
  const cards = el('div', { class: 'cards' }), earlier = el('details', { class: 'earlier' });
  const more = el('button', { class: 'plain', onclick: () => { all = !all; drawn = ''; draw(...last); } });
  const node = el('div', { class: 'findings' }, cards, more, earlier);
  const opened = new Map();
  let drawn = '', all = false, last = [[], 0];

  function draw(shown, now) {
    last = [shown, now];
    const every = stories(shown), list = every.filter(story => lasts(story[0])), past = every.filter(story => !lasts(story[0]));
    const state = JSON.stringify(every.map(story => [key(story), story.map(one => [one.ended, one.summary, one.severity, one.evidence])])) + Math.floor(now / 10) + all;
    if (state === drawn) return;
    if (getSelection()?.toString() && cards.contains(getSelection().anchorNode)) return; // somebody is copying a command
    drawn = state;
    const focused = [...cards.querySelectorAll('summary, a')].indexOf(document.activeElement);
    cards.replaceChildren(...list.slice(0, all ? 100 : most).map((story, i) => card(story, opened.get(key(story)) ?? (i === 0 && worst(story) !== 'info' && innerWidth > 760), now, open => opened.set(key(story), open), here)));
    more.hidden = list.length <= most;
    put(more, all ? 'Show fewer' : `Show ${list.length - most} more`);
    earlier.hidden = !past.length;
    earlier.replaceChildren(el('summary', {}, `${plural(past.length, 'finding')} of the last hour ended`), el('ul', {}, past.slice(0, 50).map(story => el('li', {}, el('span', { class: 'quiet' }, `${when(story, now)} `), `${MARKS[worst(story)]} ${title(story[0])}`, story[0].address === null || here ? '' : ` at ${printable(story[0].address)}`, here ? '' : el('span', { class: 'quiet' }, ` in ${printable(story[0].namespace.name)}`), here ? el('p', {}, printable(story[0].summary)) : null))));
    if (focused >= 0) cards.querySelectorAll('summary, a')[focused]?.focus();
  }
  return { node, draw, /** What the first one is about, while it lasts. */ first: () => stories(last[0]).map(story => story[0]).find(lasts) ?? null };
}
