// Numbers and names as people read them. What is not known is a dash, never 0.

export const UNKNOWN = '–';

/** Characters that hide, turn or break a text, shown as escapes, as on the terminal. */
export function printable(text) {
  return String(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu, c => {
    if (c === '\n') return '\\n';
    if (c === '\t') return '\\t';
    const code = c.codePointAt(0);
    return code < 0x100 ? '\\x' + code.toString(16).padStart(2, '0') : `\\u{${code.toString(16)}}`;
  });
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export const known = value => value !== null && value !== undefined && !Number.isNaN(value);

export const count = value => known(value) ? whole.format(value) : UNKNOWN;

/** 0, 0.3, 4.2, 17, 1,204 a second. */
export function rate(value) {
  if (!known(value)) return UNKNOWN;
  if (value === 0) return '0';
  return value < 0.05 ? '<0.1' : value < 10 ? value.toFixed(1) : whole.format(value);
}

export function seconds(value) {
  if (!known(value)) return UNKNOWN;
  if (value === 0) return '0';
  if (value < 0.0995) return `${Math.max(1, Math.round(value * 1000))} ms`;
  if (value < 10) return `${value.toFixed(1)} s`;
  if (value < 120) return `${Math.round(value)} s`;
  if (value < 7200) return `${Math.round(value / 60)} min`;
  return value < 172800 ? `${Math.round(value / 3600)} h` : `${Math.round(value / 86400)} d`;
}

export function bytes(value) {
  if (!known(value)) return UNKNOWN;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : whole.format(value)} ${units[unit]}`;
}

export const percent = part => !known(part) ? UNKNOWN : part > 0 && part < 0.01 ? '<1 %' : `${Math.round(part * 100)} %`;

const two = n => String(n).padStart(2, '0');

/** The time of day here; with the date where it is not today. */
export function clock(time) {
  const at = new Date(time), today = new Date();
  const text = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return at.toDateString() === today.toDateString() ? text
    : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${text}`;
}

export const plural = (n, one, many = one + 's') => `${count(n)} ${n === 1 ? one : many}`;

/** Who holds a listener: "ruby[7236] and 2 more". */
export function owner(row) {
  const processes = owners(row);
  if (!processes.length) return '';
  const first = `${printable(processes[0].name)}[${processes[0].pid}]`;
  return processes.length > 1 ? `${first} and ${processes.length - 1} more` : first;
}

export function owners(row) {
  const found = new Map();
  for (const socket of row.sockets ?? []) for (const p of socket.processes) found.set(p.pid, p);
  return [...found.values()].sort((a, b) => a.pid - b.pid);
}
