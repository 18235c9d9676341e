// What is wrong, why, what to do, and what will not help. Nothing wrong: it says so.

import { el, put, set } from './dom.js';
import { clock, count, plural, printable, seconds } from './text.js';
import { href } from './view.js';

const MARKS = { critical: '■', warning: '▲', info: '●' };

const lasting = findings => findings.filter(one => one.ended === null);

/** The findings that may be shown: of one namespace, of one listener. */
export function wanted(findings, { namespace = '', address = '' }) {
  return findings.filter(one => (!namespace || one.namespace.name === namespace) && (!address || one.address === address));
}

function headline(document, shown) {
  const now = lasting(shown);
  const loud = now.filter(one => one.severity !== 'info');
  const losing = new Set(now.filter(one => one.rule === 'accept-queue-overflow' || one.rule === 'syn-queue-overflow')
    .map(one => `${one.namespace.id} ${one.address}`)).size;
  if (!document) return ['unknown', 'Waiting for the first look', ''];
  if (!now.length) return ['ok', 'Nothing is wrong', 'as far as can be seen'];
  const level = loud.some(one => one.severity === 'critical') ? 'critical' : loud.length ? 'warning' : 'ok';
  if (losing) return [level, `${plural(losing, 'listener is', 'listeners are')} losing connections`, ''];
  if (level === 'ok') return ['ok', 'Nothing is lost', `${plural(now.length, 'thing')} worth knowing`];
  return [level, plural(loud.length, 'finding'), ''];
}

/** The verdict on top of the page; it is read aloud when it changes. */
export function verdict() {
  const mark = el('span', { class: 'mark', 'aria-hidden': 'true' });
  const title = el('span');
  const more = el('span', { class: 'quiet' });
  const node = el('h1', { class: 'verdict', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' }, mark, title, more);
  return {
    node,
    draw(document, shown) {
      const [level, text, rest] = headline(document, shown);
      set(node, 'data-level', level);
      put(mark, level === 'ok' ? '✓' : level === 'unknown' ? '…' : MARKS[level]);
      put(title, text);
      put(more, rest ? ` ${rest}` : '');
    },
  };
}

const key = one => `${one.rule} ${one.namespace.id} ${one.address} ${one.begun}`;

function signal(one) {
  const number = value => Number.isInteger(value) ? count(value) : value.toFixed(1);
  return el('li', {}, el('code', {}, printable(one.signal)), ' ',
    one.before === null ? number(one.after) : `${number(one.before)} → ${number(one.after)}`);
}

function sentences(title, list, kind) {
  return list.length ? el('div', { class: kind }, el('h4', {}, title), el('ul', {}, list.map(text => el('li', {}, printable(text))))) : null;
}

function when(one, now) {
  const began = Date.parse(one.begun) / 1000;
  if (one.ended === null) return `for ${seconds(Math.max(1, now - began))}, since ${clock(one.begun)}`;
  return `${clock(one.begun)} to ${clock(one.ended)}`;
}

const TITLES = {
  'accept-queue-overflow': 'The accept queue overflows', 'acceptor-stalled': 'Nobody accepts', 'slow-accept': 'Accepting is too slow',
  'burst-overflow': 'The queue is too short for its bursts', 'file-descriptor-limit': 'Out of file descriptors',
  'syn-queue-overflow': 'The SYN queue overflows', 'syn-cookies-sent': 'SYN cookies are sent', 'port-scan': 'A port scan',
  'unix-queue-full': 'A UNIX queue is full', 'close-wait-leak': 'Connections are not closed', 'backlog-capped': 'A limit is near, and the system sets it',
};

/** The rule in words of its own. */
export const title = one => TITLES[one.rule] ?? one.rule.charAt(0).toUpperCase() + one.rule.slice(1).replaceAll('-', ' ');

function card(one, open, now, onToggle) {
  const about = one.address === null ? [] : [' at ', el('a', { 'data-view': true, href: href({ view: 'listener', namespace: one.namespace.name, protocol: '', address: one.address }) }, printable(one.address))];
  const cause = one.cause ? el('p', { class: 'cause' }, el('strong', {}, 'Cause: '), title({ rule: one.cause }).toLowerCase(), ' (see below).') : null;
  const details = el('details', { open, ontoggle: () => onToggle(details.open) },
    el('summary', {}, 'Proof, remedy, and what will not help'),
    sentences('Do', one.remedy, 'remedy'), sentences('Will not help', one.notHelpful, 'useless'),
    el('div', { class: 'proof' }, el('h4', {}, 'Proof'), el('ul', {}, one.evidence.map(signal))),
    sentences('How to see that it worked', one.checks, 'checks'));
  return el('article', { class: 'finding', 'data-level': one.ended === null ? one.severity : 'past' },
    el('h3', {}, el('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[one.severity]), title(one), about),
    el('p', { class: 'meta' }, `${one.ended === null ? one.severity : 'ended'} · ${one.confidence} · ${printable(one.namespace.name)} · ${when(one, now)}`),
    el('p', {}, printable(one.summary)), cause, details);
}

/** A cause stands before what it causes; what ended comes last. */
function ordered(findings) {
  const causes = new Set(findings.filter(one => one.cause).map(one => `${one.cause} ${one.namespace.id} ${one.address}`));
  const rank = one => one.ended !== null ? 3 : causes.has(`${one.rule} ${one.namespace.id} ${one.address}`) ? 0 : one.severity === 'info' ? 2 : 1;
  return [...findings].sort((a, b) => rank(a) - rank(b));
}

/** The findings themselves; what the reader has opened stays open. */
export function findingsList(most = 6) {
  const node = el('div', { class: 'findings' });
  const opened = new Map();
  let drawn = '';
  return {
    node,
    draw(shown, now) {
      const list = ordered(shown).filter((one, i) => one.ended === null || i < most);
      const state = JSON.stringify(list.map(one => [key(one), one.ended, one.summary, one.evidence, Math.floor((now - Date.parse(one.begun) / 1000) / 10)]));
      if (state === drawn) return;
      if (node.contains(document.activeElement) && drawn && list.length === node.childElementCount) {
        if (!document.activeElement.matches('summary')) return;
      }
      drawn = state;
      const focused = [...node.querySelectorAll('summary')].indexOf(document.activeElement);
      node.replaceChildren(...list.slice(0, most).map((one, i) => card(one, opened.get(key(one)) ?? (i === 0 && one.ended === null && one.severity !== 'info'), now, open => opened.set(key(one), open))),
        list.length > most ? el('p', { class: 'quiet' }, `${list.length - most} more: `, el('a', { href: '/api/findings' }, '/api/findings')) : '');
      if (focused >= 0) node.querySelectorAll('summary')[focused]?.focus();
    },
  };
}
