// Puts the page together: head, view, and what moves it on.

import { el, put, set } from './dom.js';
import { clock, count, plural, printable, seconds } from './text.js';
import { go, href, onView, view } from './view.js';
import { begin, now, onTick, rateOf, store } from './store.js';
import { listenersTable, urgency } from './table.js';
import { findingsList, verdict, wanted } from './verdict.js';
import { pipe } from './pipe.js';
import { strip } from './spark.js';
import { listenerPage } from './listener.js';
import { connectionsPage } from './connections.js';
import { countersPage } from './counters.js';
import { limitsPage } from './limits.js';
import { fleetPage } from './fleet.js';
import { fill, momentOf } from './history.js';

const facts = await (await fetch(new URL('facts.json', import.meta.url))).json();

/** What is shown: now, or a moment of the past. */
let past = null;

function shown() {
  const document = past ?? store;
  const rows = past ? past.listeners?.listeners ?? [] : store.rows.values();
  const findings = wanted((past ? past.findings : store.findings)?.findings ?? [], { namespace: view.namespace });
  const namespaces = past ? [] : [...store.namespaces.values()].filter(one => !view.namespace || one.name === view.namespace);
  const summaries = (past ? past.summary?.namespaces ?? [] : namespaces.map(one => one.summary).filter(Boolean)).filter(one => !view.namespace || one.namespace.name === view.namespace);
  const counters = name => counter => past ? past.counters.get(name)?.get(counter) ?? null : rateOf([...store.namespaces.values()].filter(one => one.name === name), counter);
  const passed = (performance.now() - store.arrived) / 1000;
  const ages = past ? {} : Object.fromEntries(Object.entries(store.clock?.ages ?? {}).map(([name, age]) => [name, age + passed]));
  return { rows, findings, namespaces, ages, summaries, counters, kernel: store.head?.kernel, live: !past, document: past ? past.findings : store.findings, time: document };
}

/** Among equals the one with most connections. */
const rank = row => urgency(row) + Math.min(1e-3, (row.connections.active ?? 0) / 1e9);

function overview() {
  const head = verdict(), found = findingsList({ most: 2 }), picture = pipe(), recent = strip(), table = listenersTable();
  const about = el('p', { class: 'about' }), caption = el('h2', { class: 'pipe-title' }), gaps = el('details', { class: 'gaps' });
  const hero = el('section', { class: 'hero' }, el('div', { class: 'judgement' }, head.node, about, found.node, gaps), el('section', { class: 'panel pipe-panel', 'aria-label': 'The way of a connection' }, caption, picture.node, recent.node));
  let said = '';
  return {
    node: el('div', {}, hero, table.node), search: table.search, remove: () => { picture.remove(); table.remove(); },
    draw(now_) {
      const rows = [...now_.rows];
      head.draw(now_.document, now_.findings, !now_.live ? !rows.length && 'Nothing is known of this moment' : view.namespace !== '' && !now_.namespaces.length && 'This namespace is not watched now');
      found.draw(now_.findings, now());
      const mine = rows.filter(row => !view.namespace || row.namespace.name === view.namespace);
      const names = new Set(mine.map(row => row.namespace.id)).size;
      const waiting = mine.reduce((sum, row) => sum + row.acceptQueue.depth, 0);
      const lost = mine.reduce((sum, row) => sum + (row.dropRate ?? 0), 0);
      about.hidden = !now_.live && !rows.length;
      put(about, `${plural(mine.length, 'listener')} in ${plural(names, 'namespace')}, ${waiting ? `${plural(waiting, 'connection')} waiting` : 'nobody waiting'}, ${lost > 0 ? `${lost < 10 ? lost.toFixed(1) : count(lost)} packets/s dropped` : now_.live ? 'no drops' : ''}`.replace(/, $/, '') + '.');
      const first = found.first(); // the picture is of what the words are about
      const worst = (first && mine.find(row => row.address === first.address && row.namespace.id === first.namespace.id)) ?? mine.reduce((best, row) => !best || rank(row) > rank(best) ? row : best, null);
      set(picture.node.parentNode, 'hidden', !worst);
      if (worst) {
        const loud = worst.acceptQueue.full || worst.dropRate > 0 || worst.address === first?.address, waits = worst.recentPeak > 0 || worst.acceptQueue.depth > 0;
        const lead = loud ? 'Most urgent: ' : waits ? 'Fullest queue: ' : 'All queues are empty. The busiest: ';
        const title = `${lead}${printable(worst.address)} in ${printable(worst.namespace.name)}`;
        if (caption.textContent !== title) caption.replaceChildren(lead, el('a', { 'data-view': true, href: href({ view: 'listener', namespace: worst.namespace.name, protocol: worst.protocol, address: worst.address }) }, printable(worst.address)), ` in ${printable(worst.namespace.name)}`);
        picture.draw(worst, now_.counters(worst.namespace.name), now_.kernel, now_.ages);
        if (now_.live) fill(worst);
        recent.draw(worst);
      }
      const missing = store.head?.gaps ?? [];
      const state = JSON.stringify(missing);
      if (state !== said) {
        said = state;
        gaps.hidden = !missing.length;
        gaps.replaceChildren(el('summary', {}, `${plural(missing.length, 'thing')} could not be seen`), el('ul', {}, missing.slice(0, 50).map(text => el('li', {}, printable(text)))));
      }
      table.draw(rows);
    },
  };
}

const PAGES = { overview, listener: listenerPage, connections: connectionsPage, counters: () => countersPage(facts), limits: () => limitsPage(facts), ...(facts.fleet && { fleet: fleetPage }) };
const TABS = [['overview', 'Listeners'], ['connections', 'Connections'], ['counters', 'Counters'], ['limits', 'Limits'], ...(facts.fleet ? [['fleet', 'Fleet']] : [])];

const main = document.getElementById('main');
const bar = document.getElementById('bar');
const namespaces = el('select', { id: 'namespace', onchange: () => go({ namespace: namespaces.value, ...(view.view === 'listener' ? { view: 'overview' } : {}) }) }, el('option', { value: '' }, 'all namespaces'));
const liveDot = el('span', { class: 'dot', 'aria-hidden': 'true' }), liveText = el('span');
const ages = el('span', { class: 'live', tabindex: 0 }, liveDot, liveText);
const theme = el('button', { class: 'chip', 'aria-label': 'Light or dark', title: 'Light or dark', onclick: turn }, '◐');
const tabs = TABS.map(([id, title]) => el('a', { 'data-view': true }, title));
bar.append(el('nav', { 'aria-label': 'Views' }, tabs), el('span', { class: 'grow' }), el('label', { class: 'visually-hidden', for: 'namespace' }, 'Namespace'), namespaces, ages, theme);
const notice = el('p', { class: 'notice', role: 'status', hidden: true });
main.before(notice);

function turn() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try { localStorage.setItem('theme', root.dataset.theme); } catch { /* for this page only */ }
  dispatchEvent(new Event('themechange'));
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('themechange')));

let page = null, drawnView = '', named = '';

function draw() {
  if (!store.clock && !past) { status(); return; }
  const chosen = PAGES[view.view] ? view.view : 'overview'; // a link may come from where a fleet is shown
  const wish = chosen === 'listener' ? `listener ${view.namespace} ${view.protocol} ${view.address}` : chosen;
  if (wish !== drawnView) {
    page?.remove();
    page = PAGES[chosen]();
    drawnView = wish;
    main.replaceChildren(page.node);
    scrollTo(0, 0);
  }
  tabs.forEach((tab, i) => {
    const [id] = TABS[i];
    set(tab, 'href', href({ view: id, q: '' }));
    set(tab, 'aria-current', chosen === id || (id === 'overview' && chosen === 'listener') ? 'page' : null);
  });
  const names = [...new Set([...store.namespaces.values()].map(one => one.name))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (view.namespace && !names.includes(view.namespace)) names.unshift(view.namespace);
  if (names.join('\n') !== named) {
    named = names.join('\n');
    namespaces.replaceChildren(el('option', { value: '' }, `all namespaces (${names.length})`), ...names.map(name => el('option', { value: name }, printable(name))));
  }
  namespaces.value = view.namespace;
  namespaces.hidden = chosen === 'fleet'; // those of other hosts have other names
  status();
  page.draw(shown());
}

function status() {
  const age = store.clock ? (store.clock.ages.queues ?? 0) + (performance.now() - store.arrived) / 1000 : null;
  set(ages, 'data-state', past || view.at ? 'past' : store.state);
  put(liveText, view.at ? 'past' : store.state === 'live' ? `live, ${age < 1.5 ? 'now' : seconds(age) + ' old'}` : store.state === 'connecting' ? 'connecting' : `reconnecting${age === null ? '' : `, ${seconds(age)} old`}`);
  if (store.clock) set(ages, 'title', 'Age of what is shown: ' + Object.entries(store.clock.ages).map(([name, value]) => `${name} ${seconds(value + (performance.now() - store.arrived) / 1000)}`).join(', '));
  const names = { critical: '■ ', warning: '▲ ' };
  const level = (store.findings?.findings ?? []).filter(one => one.ended === null).map(one => one.severity);
  const mark = level.includes('critical') ? names.critical : level.includes('warning') ? names.warning : '';
  const title = `${mark}${view.view === 'listener' ? printable(view.address) + ' · ' : ''}${printable(store.head?.host ?? '')} · Raingauge`;
  if (document.title !== title) document.title = title;
}

let going = null;
async function follow() {
  going?.abort();
  if (!view.at) { past = null; notice.hidden = true; draw(); return; }
  going = new AbortController();
  try {
    const found = await momentOf(view.at, going.signal);
    past = found.listeners?.listeners ? found : null;
    notice.hidden = false;
    notice.replaceChildren(past ? `You see ${clock(past.listeners.time)}, not now.` : `What was at ${clock(view.at)} is not remembered here.`, ' ', el('a', { 'data-view': true, href: href({ at: '' }) }, 'Back to now'));
    draw();
  } catch (error) { if (error.name !== 'AbortError') setTimeout(follow, 2000); }
}

document.addEventListener('keydown', event => {
  if (event.target.matches('input, select, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/' && page?.search) { event.preventDefault(); page.search.focus(); }
  if (event.key === 'Escape' && view.at) go({ at: '' });
});

onTick(draw);
onView((after, before) => { if (after.at !== before.at) follow(); else draw(); });
begin();
if (view.at) follow();
