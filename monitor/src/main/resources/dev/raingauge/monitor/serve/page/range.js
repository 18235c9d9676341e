// Which time is shown: buttons for those who use no mouse, and the moment that was picked.

import { el, put, set } from './dom.js';
import { clock } from './text.js';
import { go, iso, moment, view } from './view.js';
import { now } from './store.js';

const SPANS = [['-5m', '5 min'], ['-15m', '15 min'], ['-1h', '1 h'], ['-6h', '6 h'], ['-1d', '1 day'], ['-7d', '7 days']];

export function bounds() {
  const at = now();
  let from = moment(view.from, at), to = moment(view.to, at);
  if (!(from < to)) from = to - 900;
  return [from, to];
}

export const zoomed = (from, to) => go({ from: iso(from), to: iso(to) });
export const picked = time => go({ at: iso(Math.min(time, now() - 1)) });

function move(by, scale = 1) {
  const [from, to] = bounds();
  const span = to - from, middle = (from + to) / 2 + by * span;
  const end = Math.min(now(), middle + span * scale / 2);
  if (end >= now() - 1 && view.to === 'now') go({ from: `-${Math.round(span * scale)}s`, to: 'now' });
  else zoomed(end - span * scale, end);
}

export function rangeBar() {
  const buttons = SPANS.map(([from, title]) => el('button', { class: 'chip', onclick: () => go({ from, to: 'now', at: '' }) }, title));
  const text = el('span', { class: 'quiet' });
  const steps = [['‹', 'Earlier', () => move(-0.5)], ['›', 'Later', () => move(0.5)], ['+', 'Nearer', () => move(0, 0.5)], ['−', 'Farther', () => move(0, 2)]]
    .map(([sign, title, act]) => el('button', { class: 'chip', title, 'aria-label': title, onclick: act }, sign));
  const node = el('div', { class: 'range', role: 'group', 'aria-label': 'Time shown' }, buttons, steps, text);
  return {
    node,
    draw() {
      buttons.forEach((button, i) => set(button, 'aria-pressed', String(view.from === SPANS[i][0] && view.to === 'now')));
      const [from, to] = bounds();
      const absolute = view.to !== 'now' ? `${clock(from * 1000)} to ${clock(to * 1000)}. ` : '';
      put(text, `${absolute}Drag to zoom, click to see a moment.`);
    },
  };
}
