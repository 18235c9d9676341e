// Small pictures inside a line of text.

import { svg, set } from './dom.js';

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
      set(ceiling, 'd', limit !== null && top > limit ? `M0 ${y(limit)}H${width}` : 'M0 0');
    },
  };
}

/** How full a queue is, as a bar with its numbers beside it. */
export function fullness(row) {
  const { depth, limit } = row.acceptQueue;
  return limit === null ? null : Math.min(1, depth / (limit + 1));
}
