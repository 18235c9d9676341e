// Charts over time with one axis for all of them: what is zoomed or pointed at in one shows in each.

import { el } from './dom.js';
import { clock } from './text.js';

const { uPlot } = globalThis;
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const pair = n => String(n).padStart(2, '0');

function axisTimes(_, splits, __, ___, step) {
  let day = '';
  return splits.map(t => {
    const at = new Date(t * 1000);
    const date = at.toDateString();
    const text = step >= 86400 ? '' : `${pair(at.getHours())}:${pair(at.getMinutes())}${step < 60 ? ':' + pair(at.getSeconds()) : ''}`;
    const first = step >= 3600 && date !== day;
    day = date;
    return first ? `${at.getDate()}.${at.getMonth() + 1}. ${text}` : text;
  });
}

/** Bands of findings and lines of marks, under and over the curves. */
function notes(around) {
  return {
    drawClear: u => {
      const { ctx, bbox } = u;
      ctx.save();
      ctx.beginPath(); ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height); ctx.clip();
      for (const band of around.bands) {
        const from = u.valToPos(band.begin, 'x', true), to = u.valToPos(band.end ?? around.now, 'x', true);
        ctx.globalAlpha = 0.13;
        ctx.fillStyle = colour(band.severity === 'info' ? 'accent' : band.severity);
        ctx.fillRect(from, bbox.top, Math.max(2, to - from), bbox.height);
      }
      ctx.restore();
    },
    draw: u => {
      const { ctx, bbox } = u;
      ctx.save();
      ctx.beginPath(); ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height); ctx.clip();
      ctx.lineWidth = devicePixelRatio;
      for (const mark of around.marks) line(u, mark.time, colour('muted'), [2, 3]);
      if (around.at) line(u, around.at, colour('accent'), []);
      ctx.restore();
    },
  };
}

function line(u, time, stroke, dash) {
  const x = Math.round(u.valToPos(time, 'x', true)) + 0.5;
  u.ctx.beginPath();
  u.ctx.strokeStyle = stroke;
  u.ctx.setLineDash(dash.map(d => d * devicePixelRatio));
  u.ctx.moveTo(x, u.bbox.top);
  u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
  u.ctx.stroke();
}

/** Charts that belong together. */
export function axis({ zoomed, picked }) {
  const around = { bands: [], marks: [], at: null, now: Date.now() / 1000, from: 0, to: 1 };
  const charts = [];
  const sync = uPlot.sync('time-' + Math.random());

  /** lines: [{ label, colour, fill, dash, format }]. */
  function chart(title, sentence, lines, { height = 132, integers = true } = {}) {
    const values = el('span', { class: 'legend' });
    const holder = el('div', { class: 'chart' });
    const node = el('figure', { class: 'chart-box' }, el('figcaption', {}, el('strong', {}, title), values, el('span', { class: 'quiet' }, sentence)), holder);
    let plot = null, data = [[], ...lines.map(() => [])], down = null;

    const legend = index => {
      values.replaceChildren(...lines.map((one, i) => {
        const value = index === null ? data[i + 1].findLast(v => v !== null && v !== undefined) : data[i + 1][index];
        return el('span', { class: 'key' }, swatch(one), `${one.label} `, el('b', {}, one.format(value)));
      }));
    };
    function swatch(one) { const s = el('i', { class: one.dash ? 'swatch dashed' : 'swatch', 'aria-hidden': 'true' }); s.style.setProperty('--c', `var(--${one.colour})`); return s; }

    function make() {
      plot?.destroy();
      const grid = { stroke: colour('line'), width: 1 };
      plot = new uPlot({
        width: Math.max(200, holder.clientWidth || 600), height, legend: { show: false },
        scales: { x: { time: true, range: () => [around.from, around.to] }, y: { range: (_, __, most) => [0, (most > 0 ? Math.max(integers ? 1 : 0, most) : 1) * 1.12] } },
        cursor: { sync: { key: sync.key }, drag: { x: true, y: false, setScale: false }, y: false, points: { size: 6 } },
        axes: [{ stroke: colour('muted'), grid, ticks: { show: false }, size: 26, space: 64, values: axisTimes, font: '11px system-ui' },
          { stroke: colour('muted'), grid, ticks: { show: false }, size: 46, space: 34, font: '11px system-ui', values: (_, splits) => splits.map(v => integers && !Number.isInteger(v) ? '' : v >= 1e6 ? `${v / 1e6}M` : v >= 1e4 ? `${v / 1e3}k` : String(+v.toFixed(3))) }],
        series: [{}, ...lines.map(one => ({ stroke: colour(one.colour), width: one.width ?? 1.5, dash: one.dash ? [5, 4] : undefined, fill: one.fill ? colour(one.colour) + '26' : undefined,
          spanGaps: false, points: { show: false }, paths: one.bars ? uPlot.paths.bars({ size: [0.9, 6], align: 0 }) : one.step ? uPlot.paths.stepped({ align: 1 }) : undefined }))],
        hooks: { ...Object.fromEntries(Object.entries(notes(around)).map(([k, f]) => [k, [f]])),
          setSelect: [u => { if (u.select.width > 6) { zoomed(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x')); u.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false); } }],
          setCursor: [u => legend(u.cursor.left >= 0 && u.cursor.idx !== null && u.cursor.idx !== undefined ? u.cursor.idx : null)] },
      }, data, holder);
      plot.over.addEventListener('pointerdown', e => { down = e.clientX; });
      plot.over.addEventListener('click', e => { if (down !== null && Math.abs(e.clientX - down) < 4) picked(plot.posToVal(e.clientX - plot.over.getBoundingClientRect().left, 'x')); });
    }
    const one = {
      node, lines,
      draw(times, columns) { data = [times, ...columns]; if (!plot && node.isConnected) make(); if (plot) plot.setData(data, true); legend(null); },
      make, resize() { if (plot && node.isConnected && holder.clientWidth) plot.setSize({ width: holder.clientWidth, height }); }, remove() { plot?.destroy(); plot = null; },
    };
    charts.push(one);
    return one;
  }

  const resized = () => charts.forEach(one => one.resize());
  const repainted = () => charts.forEach(one => { if (one.node.isConnected) one.make(); });
  addEventListener('resize', resized);
  addEventListener('themechange', repainted);
  return { around, chart, charts, remove() { removeEventListener('resize', resized); removeEventListener('themechange', repainted); charts.forEach(one => one.remove()); } };
}

export const describe = mark => `${clock(mark.time * 1000)} ${mark.text}`;
