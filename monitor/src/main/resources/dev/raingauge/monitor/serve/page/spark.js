// Small pictures inside a line of text.

import { el, put, svg, set } from './dom.js';
import { count, rate } from './text.js';

/** A line over the last two minutes; bars where bars is true. Says in words what it shows. */
export function spark(width = 96, height = 22, bars = false) {
  const path = svg('path', { class: bars ? 'spark-bars' : 'spark-line', 'vector-effect': 'non-scaling-stroke' });
  const ceiling = svg('path', { class: 'spark-limit', 'vector-effect': 'non-scaling-stroke' });
  const node = svg('svg', { class: 'spark', viewBox: `0 0 ${width} ${height}`, width, height, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ceiling, path);
  return {
    node,
    /** The limit is drawn where the line comes near it. */
    draw(points, limit = null) {
      let most = 0;
      for (const v of points) if (v > most) most = v;
      const top = Math.max(most, limit !== null && most > limit / 3 ? limit + 1 : 0, 1);
      const y = v => (height - 1.5 - (height - 3) * Math.min(v, top) / top).toFixed(1);
      let d = '', pen = false;
      for (let i = 0; i < points.length; i++) {
        const v = points[i];
        if (Number.isNaN(v)) { pen = false; continue; }
        const x = (i * width / (points.length - 1)).toFixed(1);
        if (bars) { if (v > 0) d += `M${x} ${height - 1}V${y(v)}`; }
        else { d += (pen ? 'L' : 'M') + x + ' ' + y(v); pen = true; }
      }
      set(path, 'd', d || 'M0 0');
      set(path, 'data-flat', most === 0);
      set(ceiling, 'd', limit !== null && top > limit ? `M0 ${y(limit)}H${width}` : 'M0 0');
    },
  };
}

/** The last two minutes of a listener: who waited, and what was dropped. */
export function strip() {
  const waiting = spark(600, 58), dropped = spark(600, 38, true);
  const said = el('span', { class: 'strip-figure' }), lost = el('span', { class: 'strip-figure' });
  const lostBox = el('div', {}, el('p', { class: 'strip-title' }, 'Dropped packets a second', lost), dropped.node);
  const node = el('div', { class: 'strip' }, el('div', {}, el('p', { class: 'strip-title' }, 'Waiting in the accept queue', said), waiting.node), lostBox,
    el('p', { class: 'strip-axis', 'aria-hidden': 'true' }, el('span', {}, '2 min ago'), el('span', {}, 'now')));
  const most = points => points.reduce((top, v) => v > top ? v : top, 0);
  return {
    node,
    draw(row) {
      const anything = row.memory && (most(row.memory.peak) > 0 || most(row.memory.drops) > 0);
      node.hidden = !anything;
      if (!anything) return;
      waiting.draw(row.memory.peak, row.acceptQueue.limit);
      put(said, `peak ${count(most(row.memory.peak))} of ${count(row.acceptQueue.limit)}`);
      lostBox.hidden = !(most(row.memory.drops) > 0);
      dropped.draw(row.memory.drops);
      put(lost, `most ${rate(most(row.memory.drops))}`);
    },
  };
}

/** How full a queue is, as a bar with its numbers beside it. */
export function fullness(row) {
  const { depth, limit } = row.acceptQueue;
  return limit === null ? null : Math.min(1, depth / (limit + 1));
}
