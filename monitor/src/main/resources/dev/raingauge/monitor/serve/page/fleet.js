// Which listeners of which hosts lose connections, as a Prometheus that scrapes them all knows it.

import { el, put, set } from './dom.js';
import { clock, count, known, percent, plural, printable, seconds } from './text.js';
import { go, view } from './view.js';
import { title } from './verdict.js';

const PERIODS = [['15m', '15 minutes'], ['1h', 'hour'], ['6h', '6 hours'], ['24h', '24 hours'], ['168h', '7 days']];
const ASK_MILLIS = 5_000, MOST_ROWS = 200, LONGEST_KNOWN = 60;
const USUAL_PORT = /:10077$/; // need not be shown with each host
const MARKS = { critical: '■', warning: '▲', ok: '✓' };
const REASONS = { down: 'cannot be scraped', old: 'has old figures', gone: 'is scraped no more' };

const PLACE = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?):([1-9][0-9]{0,4})$/i;
const LOCAL = /^(localhost|127\.[0-9.]+|\[::1\])$/i;

/** The page of that host: only where its label is a host and a port and nothing else. "localhost" is another one elsewhere. */
export function pageOf({ instance, namespace, protocol, address, now, lastSeen }) {
  const place = PLACE.exec(instance);
  if (!place || Number(place[2]) > 65535 || (LOCAL.test(place[1]) && !LOCAL.test(location.hostname))) return null;
  const listener = address !== null && protocol !== null && !address.endsWith(':ephemeral');
  const query = new URLSearchParams({ ...(listener && { view: 'listener' }), namespace, ...(listener && { protocol, address }), ...(now === false && lastSeen && { at: lastSeen }) });
  return `${location.protocol}//${instance}/?${query}`;
}

const at = time => Date.parse(time) / 1000;
const ago = age => age < 10 ? `${Math.max(1, Math.floor(age))} s` : seconds(age);

/** "for 12 min", "20 min ago": from the server's own times. */
function since(trouble, report) {
  if (trouble.now === null) return '–';
  const time = at(report.time);
  if (!trouble.now) return `${seconds(Math.max(1, time - at(trouble.lastSeen)))} ago`;
  return trouble.begun === null ? `over ${seconds(report.sinceSeconds)}` : `for ${seconds(Math.max(1, time - at(trouble.begun)))}`;
}

function waits({ meanWaitSeconds: mean, longestWaitSeconds: longest }) {
  if (!known(mean)) return ['–', ''];
  return [`mean ${seconds(mean)}`, !known(longest) ? '' : longest >= LONGEST_KNOWN ? 'some maybe over 60 s' : `none over ${seconds(longest)}`];
}

/** What was found, and what the figures alone say. */
function reasons(trouble) {
  const found = trouble.findings.map(one => title(one) + (one.now === false ? ' (ended)' : ''));
  if (!found.length) found.push('Packets were lost; no finding lasted until a scrape');
  if (trouble.namespaceSynQueueDrops > 0) found.push(`SYN queues of the namespace dropped ${count(trouble.namespaceSynQueueDrops)}`);
  if (trouble.address === null && trouble.namespaceOverflows > 0) found.push(`accept queues of the namespace dropped ${count(trouble.namespaceOverflows)}`);
  if (trouble.drops > (trouble.lostPackets ?? 0)) found.push(`${count(trouble.drops)} dropped in all, scans too`);
  return found;
}

const below = text => el('span', { class: 'below' }, text);
const label = (name, ...children) => el('td', { class: `f-${name}` }, children);

function row(trouble, report, twice) {
  const { depth, limit, full, peak, fullShare } = trouble.acceptQueue;
  const level = trouble.now === false ? 'past' : trouble.severity;
  const page = pageOf(trouble), host = printable(trouble.instance.replace(USUAL_PORT, '')), [mean, longest] = waits(trouble);
  const labels = Object.entries(trouble.labels).filter(([name]) => name !== 'instance' && (name !== 'job' || twice)).map(([name, value]) => `${name}=${value}`).join(', ');
  const owner = [trouble.namespace, trouble.process].filter(Boolean).map(printable).join(' · ');
  return el('tr', { 'data-level': level },
    el('th', { scope: 'row', class: 'f-host' }, el('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[trouble.severity]), el('span', { class: 'visually-hidden' }, `${trouble.severity}: `),
      page ? el('a', { href: page, rel: 'noreferrer noopener', title: `The page of ${printable(trouble.instance)}` }, host) : host, labels && below(printable(labels))),
    label('listener', el('span', { class: 'strong' }, trouble.address === null ? 'the whole namespace' : printable(trouble.address)), below(owner)),
    el('td', { class: 'f-lost n' }, el('span', { class: 'strong' }, count(trouble.lostPackets))),
    el('td', { class: `f-accept${known(depth) ? '' : ' none'}` }, known(depth) ? el('span', { class: 'gauge' }, el('span', { class: 'bar' }, bar(depth, limit)), el('span', { class: 'figures' }, `${count(depth)} of ${count(limit)}`), full ? el('span', { class: 'tag' }, 'FULL') : null) : '–',
      known(peak) && below(`peak ${count(peak)}${fullShare > 0 ? `, full ${fullShare < 0.01 ? '<1 %' : percent(fullShare)} of the time` : ''}`)),
    label('waits', mean, longest && below(longest)),
    label('since', since(trouble, report)),
    label('why', el('ul', {}, reasons(trouble).map(text => el('li', {}, printable(text))))));
}

function bar(depth, limit) {
  const fill = el('span', { class: 'bar-fill' });
  fill.style.width = `${known(limit) ? Math.min(1, depth / (limit + 1)) * 100 : 0}%`;
  return fill;
}

const words = trouble => [trouble.instance, ...Object.values(trouble.labels), trouble.namespace, trouble.address ?? '', trouble.process ?? '', trouble.cgroup ?? '', trouble.severity, ...trouble.findings.map(one => `${one.rule} ${title(one)}`)].join(' ').toLowerCase();

function headline(report) {
  const period = PERIODS.find(([id]) => id === view.since)?.[1] ?? seconds(report.sinceSeconds);
  const within = `within the last ${period}`, { troubles } = report;
  if (report.verdict === 'unknown') return ['unknown', 'No host answers with figures of Raingauge', "Is 'raingauge serve' scraped?"];
  if (!troubles.length) return ['ok', 'Nothing was lost', `${within}${report.unseen.length || report.gaps.length ? ', as far as was seen' : ''}`];
  const lasting = troubles.filter(one => one.now !== false);
  const level = (lasting.length ? lasting : troubles).some(one => one.severity === 'critical') ? 'critical' : 'warning';
  const hosts = new Set((lasting.length ? lasting : troubles).map(one => JSON.stringify(one.labels))).size;
  return lasting.length ? [level, `${plural(lasting.length, 'trouble')} on ${plural(hosts, 'host')}`, troubles.length > lasting.length ? `and ${count(troubles.length - lasting.length)} ended ${within}` : 'now']
    : ['ok', 'Nothing is lost now', `${plural(troubles.length, 'trouble')} on ${plural(hosts, 'host')} ended ${within}`];
}

export function fleetPage() {
  const mark = el('span', { class: 'mark', 'aria-hidden': 'true' }), said = el('span'), more = el('span', { class: 'quiet' });
  const verdict = el('h1', { class: 'verdict', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' }, mark, el('span', {}, said, more));
  const about = el('p', { class: 'about' }), away = el('p', { class: 'away', role: 'alert', hidden: true });
  const period = el('select', { 'aria-label': 'Period', onchange: () => go({ since: period.value }) }, PERIODS.map(([id, text]) => el('option', { value: id }, `last ${text}`)));
  const lasting = el('button', { class: 'chip', onclick: () => go({ only: view.only ? '' : 'now' }, true) }, 'only what lasts');
  const search = el('input', { type: 'search', placeholder: 'host, listener, finding', 'aria-label': 'Search the fleet', autocomplete: 'off', spellcheck: 'false', value: view.q, oninput: () => go({ q: search.value }, true) });
  const summary = el('span', { class: 'quiet', role: 'status' }), empty = el('p', { class: 'empty' }), body = el('tbody');
  const head = ['Host', 'Listener', 'Lost packets', 'Accept queue', 'Waits', 'Since', 'Why'];
  const table = el('table', { class: 'fleet', 'aria-label': 'Troubles of the fleet' }, el('thead', {}, el('tr', {}, head.map((text, i) => el('th', { scope: 'col', class: `f-${text.split(' ')[0].toLowerCase()}${i === 2 ? ' n' : ''}` }, text)))), body);
  const unseen = el('details', { class: 'gaps', hidden: true }), gaps = el('details', { class: 'gaps', hidden: true });
  const node = el('div', {}, el('section', { class: 'judgement' }, verdict, about, away, unseen, gaps),
    el('section', { class: 'panel', 'aria-labelledby': 'fleet-title' }, el('div', { class: 'bar-line' }, el('h2', { id: 'fleet-title' }, 'Troubles'), summary, el('span', { class: 'grow' }), lasting, period, search), table, empty));
  let report = null, error = '', got = 0, asked = -Infinity, wish = '', asking = null, drawn = '';

  async function refresh() {
    const fresh = wish !== view.since;
    if (!fresh && (asking || document.hidden || performance.now() - asked < ASK_MILLIS)) return;
    if (fresh) { report = null; error = ''; }
    wish = view.since;
    asked = performance.now();
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const answer = await fetch('/api/fleet?since=' + encodeURIComponent(wish), { signal: mine.signal });
      const told = await answer.json();
      if (answer.ok) { report = told; got = performance.now(); }
      error = told.error ?? '';
    } catch (failure) {
      if (failure.name !== 'AbortError') error = 'this server does not answer';
    }
    if (asking === mine) asking = null;
    if (node.isConnected && !mine.signal.aborted) draw();
  }

  const age = () => report.ageSeconds + (performance.now() - got) / 1000;

  function list(details, heading, texts) {
    details.hidden = !texts.length;
    details.replaceChildren(el('summary', {}, heading), el('ul', {}, texts.slice(0, 100).map(text => el('li', {}, printable(text)))));
  }

  function rows() {
    const wanted = view.q.toLowerCase().split(/\s+/).filter(Boolean);
    const some = report.troubles.filter(one => (!view.only || one.now !== false) && wanted.every(word => words(one).includes(word)));
    const state = JSON.stringify([some, report.time, report.unseen, report.gaps]);
    if (state === drawn || (getSelection()?.toString() && body.contains(getSelection().anchorNode))) return;
    drawn = state;
    const labels = new Map();
    for (const one of some) labels.set(one.instance, (labels.get(one.instance) ?? new Set()).add(JSON.stringify(one.labels)));
    const focused = [...body.querySelectorAll('a')].indexOf(document.activeElement);
    body.replaceChildren(...some.slice(0, MOST_ROWS).map(one => row(one, report, labels.get(one.instance).size > 1)));
    if (focused >= 0) body.querySelectorAll('a')[focused]?.focus();
    table.hidden = !some.length;
    put(summary, some.length < report.troubles.length ? `${count(some.length)} of ${count(report.troubles.length)}` : some.length ? count(some.length) : '');
    put(empty, some.length > MOST_ROWS ? `${count(some.length - MOST_ROWS)} more: search for what you look for.` : some.length ? '' : report.troubles.length ? 'No trouble matches.' : report.verdict === 'ok' ? 'No listener lost anything.' : '');
    list(unseen, `${plural(report.unseen.length, 'host')} could not be looked at`, report.unseen.map(one => `${one.instance} ${REASONS[one.reason] ?? one.reason}${one.ageSeconds === null ? '' : `: ${seconds(one.ageSeconds)}`}`));
    list(gaps, `${plural(report.gaps.length, 'thing')} could not be seen`, report.gaps);
  }

  function draw() {
    if (search.value !== view.q && document.activeElement !== search) search.value = view.q;
    period.value = view.since;
    set(lasting, 'aria-pressed', view.only === 'now' ? 'true' : 'false');
    const [level, text, rest] = report ? headline(report) : error ? ['unknown', 'The fleet is not known', ''] : ['unknown', 'Asking Prometheus', ''];
    set(verdict, 'data-level', error ? 'unknown' : level);
    put(mark, MARKS[level] ?? '?');
    put(said, text);
    put(more, rest ? ` ${rest}` : '');
    put(about, report ? `Looked at ${plural(report.hosts, 'host')} with ${plural(report.listeners, 'listener')}. ${printable(report.prometheus)} answered ${ago(age())} ago.` : '');
    about.hidden = !report;
    away.hidden = !error;
    put(away, error ? `No answer from Prometheus: ${printable(error)}.${report ? ` What you see was so ${ago(age())} ago, at ${clock(report.time)}.` : ''}` : '');
    table.parentNode.hidden = !report;
    if (report) rows();
  }

  return { node, search, remove() { asking?.abort(); }, draw() { draw(); refresh(); } };
}
