// The kernel's counters that concern connections, as rates, each with what one more of it means.

import { el, put, set } from './dom.js';
import { count, rate } from './text.js';
import { go, moment, view } from './view.js';
import { growth, now, rateOf, store } from './store.js';
import { sums } from './history.js';
import { spark } from './spark.js';

const POINTS = 90, SPAN = 900, ASK_MILLIS = 15_000;

export function countersPage(facts) {
  const search = el('input', { type: 'search', placeholder: 'name or words', 'aria-label': 'Search counters', value: view.q, oninput: () => go({ q: search.value }, true) });
  const still = el('input', { type: 'checkbox', id: 'still' });
  const sections = facts.sections.map(section => {
    const rows = section.counters.filter(one => one.kind !== 'constant').map(meaning => {
      const trend = spark(120, 22);
      const total = el('td', { class: 'n' }), speed = el('td', { class: 'n strong' });
      const node = el('tr', {}, el('th', { scope: 'row' }, el('code', {}, meaning.name)), speed, el('td', { class: 'wide' }, trend.node), total,
        el('td', {}, meaning.sentence, meaning.misread ? el('span', { class: 'quiet' }, ' ', meaning.misread) : null));
      return { meaning, trend, total, speed, node, words: `${meaning.name} ${meaning.sentence}`.toLowerCase() };
    });
    const body = el('tbody', {}, rows.map(row => row.node));
    const node = el('section', { class: 'panel' }, el('h2', {}, section.title), el('table', { class: 'counters' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Counter'), el('th', { scope: 'col', class: 'n' }, 'a second'), el('th', { scope: 'col', class: 'wide' }, '15 minutes'), el('th', { scope: 'col', class: 'n' }, 'in all'), el('th', { scope: 'col' }, 'One more of it means'))), body));
    return { node, rows };
  });
  const none = el('p', { class: 'empty' }), what = el('span', { class: 'quiet' });
  const node = el('div', {}, el('div', { class: 'bar-line' }, el('h2', {}, 'Kernel counters'), what, el('span', { class: 'grow' }),
    el('label', { for: 'still', class: 'check' }, still, ' also those that never moved'), search), none, sections.map(section => section.node));
  still.addEventListener('change', () => draw(...last));
  let last = [[], true], past = null, asked = 0, wish = '';

  /** What was before this page was opened, or before the moment that was picked, if it is remembered. */
  async function refresh(live) {
    const names = view.namespace ? [view.namespace] : [...store.namespaces.values()].map(one => one.name), key = `${names} ${live ? '' : view.at}`;
    if (key === wish && performance.now() - asked < ASK_MILLIS) return false;
    if (key !== wish) past = null;
    wish = key;
    asked = performance.now();
    try { past = await sums('counters', names, 'mean', { from: shown(live) - SPAN, to: shown(live) + (live ? 0 : 1), points: POINTS }); } catch { /* the stream says whether the server is there */ }
    return true;
  }

  const shown = live => live ? now() : moment(view.at, now());

  function draw(namespaces, live) {
    last = [namespaces, live];
    put(what, live ? 'growth a second over the last ten seconds' : 'growth a second at that moment; totals of the past are not kept');
    const at = shown(live), words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
    if (search.value !== view.q && document.activeElement !== search) search.value = view.q;
    let any = false;
    for (const section of sections) {
      let some = false;
      for (const row of section.rows) {
        const points = namespaces.map(one => one.counters.get(row.meaning.name)).filter(Boolean);
        const total = points.length ? points.reduce((sum, one) => sum + one.at(-1)[1], 0) : null;
        const remembered = past?.of.get(row.meaning.name);
        const there = live ? total !== null && (total > 0 || still.checked) : remembered && (still.checked || remembered.some(value => value > 0));
        const shows = there && words.every(word => row.words.includes(word));
        row.node.hidden = !shows;
        if (!shows) continue;
        some = any = true;
        const gauge = row.meaning.kind === 'gauge';
        const speed = gauge ? null : live ? rateOf(namespaces, row.meaning.name, at) : remembered[past.times.findLastIndex(t => t <= at)] ?? null;
        put(row.total, count(total));
        put(row.speed, gauge ? '–' : rate(speed));
        set(row.node, 'data-moves', speed > 0);
        const line = new Float32Array(POINTS).fill(NaN);
        if (!gauge) for (let i = 0; i < POINTS; i++) {
          const time = at - (POINTS - 1 - i) * SPAN / POINTS;
          let sum = NaN;
          if (live && time > store.began + 10) for (const one of points) { const g = growth(one, time, 10); if (g !== null) sum = (sum || 0) + g; }
          else if (remembered) sum = remembered[past.times.findLastIndex(t => t <= time)] ?? NaN;
          line[i] = sum;
        }
        row.trend.draw(line);
      }
      section.node.hidden = !some;
    }
    put(none, any ? '' : live || past ? 'No counter matches, or none moved.' : 'Nothing is remembered of the counters at this moment.');
  }
  return { node, draw: ({ namespaces, live }) => { draw(namespaces, live); refresh(live).then(news => { if (news && node.isConnected) draw(...last); }); }, remove() {} };
}
